import { formatDate } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { newId } from '../ids.ts';
import { procedureVersion, type ProcedureVersion, publishedCodes, publishedProcedure, writeMessage } from '../procedures/index.ts';
import { type Ending, dueForReminder, keepReminder, type Reminder } from '../store/reminders.ts';
import { dossierById } from '../store/read.ts';
import { before } from './may-renew.ts';

/** Nobody reads more lines in a message; the page behind the link has them all. */
const mostLines = 20;

/**
 * Reminds every holder once of everything that ends soon (nhắc trước khi hết hạn): one message for all permits of a phone number or mail
 * address. Claiming a permit and writing its message are one transaction, so that dying in between or running twice repeats nothing.
 */
export async function remindEnding(platform: Platform): Promise<void> {
  const endings = await endingSoon(platform);
  const byHolder = Map.groupBy(endings, ({ holderPhone, email }) => holderPhone ?? `mail ${email}`);
  for (const all of byHolder.values()) await platform.db.transaction(() => remindHolder(platform, all));
}

/** Everything due for one of its rungs today, in the procedures that can be renewed at all. */
async function endingSoon(platform: Platform): Promise<Ending[]> {
  const now = platform.now();
  const found: Ending[] = [];
  for (const procedureCode of await publishedCodes(platform.db, now)) {
    const procedure = await publishedProcedure(platform.db, procedureCode, now);
    for (const limit of procedure?.result.remind ?? [])
      found.push(...(await dueForReminder(platform.db, { procedureCode, rung: `${limit.value} ${limit.unit}`, before: before(platform, limit) }, now)));
  }
  return found;
}

async function remindHolder(platform: Platform, endings: readonly Ending[]): Promise<void> {
  const at = platform.now();
  const [one] = endings;
  const holders = [...new Set(endings.map(({ holder }) => holder))];
  const reminder: Reminder = { id: newId(at), name: holders.join(', '), phone: one?.holderPhone ?? null, email: one?.email ?? null, madeAt: at };
  const claimed = await keepReminder(platform.db, reminder, endings);
  // A permit may be due for two rungs at once: it is told of once.
  const told = [...new Map(endings.filter(({ id }) => claimed.has(id)).map((ending) => [ending.id, ending])).values()];
  const [first] = told.sort((a, b) => (a.validUntil?.getTime() ?? 0) - (b.validUntil?.getTime() ?? 0));
  if (!first) return;
  const { messages } = await procedureOf(platform, first);
  const { subject, text, sms } = writeMessage(messages, 'expiring', wordsFor(platform, reminder, told));
  const to = { name: reminder.name, phone: reminder.phone, email: reminder.email };
  await platform.notifications.notify({ to, subject, text, sms, dossierId: first.dossierId, key: `expiring:${reminder.id}` });
}

async function procedureOf({ db, now }: Platform, { procedureCode, dossierId }: Ending): Promise<ProcedureVersion> {
  const published = await publishedProcedure(db, procedureCode, now());
  if (published) return published;
  const dossier = await dossierById(db, dossierId);
  return procedureVersion(db, dossier?.procedureId ?? '');
}

function wordsFor({ organisations, config }: Platform, { id, name }: Reminder, told: readonly Ending[]): Record<string, string> {
  const [first] = told;
  const lines = told.slice(0, mostLines).map((one) => `- ${one.procedureName}: ${one.shown || `số ${one.numberText}`}, hết hạn ${day(one.validUntil)}`);
  const more = told.length > mostLines ? [`- và ${told.length - mostLines} giấy nữa, xem ở đường dẫn dưới đây`] : [];
  return {
    name,
    unit: organisations.issuingName(first?.unitId ?? ''),
    count: String(told.length),
    items: [...lines, ...more].join('\n'),
    until: day(first?.validUntil ?? null),
    link: `${config.publicUrl}/gia-han/${id}`,
  };
}

function day(at: Date | null): string {
  return at ? formatDate(at) : '';
}
