import { z } from 'zod';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Verb } from './dossier.ts';
import { listenForAutoIssue } from './auto-issue/auto-issue.ts';
import { listenToBatches } from './batch/run.ts';
import { keepDays } from './figures/keep-days.ts';
import { listenToLots } from './lots/digest.ts';
import { type Answers, feeInWords, feeOf, type MessageKind, type ProcedureVersion, procedureVersion, writeMessage } from './procedures/index.ts';
import { liftSuspensionsOver } from './permits/suspend.ts';
import { listenToRecoveries } from './reissue/run.ts';
import { remindEnding } from './renew/remind.ts';
import { topics } from './store/change.ts';
import { dropOldDrafts } from './store/drafts.ts';
import { keepNews } from './store/lots.ts';
import { type Happened, happened, supplementItemsOf } from './store/read.ts';

/** What travels in the outbox: which dossier, which line of its history, and what was promised at that moment. */
export const dossierEvent = z.object({ dossierId: z.uuid(), seq: z.number().int().min(1), dueAt: z.coerce.date().nullable() });

/** Which message a citizen gets for which event; the others are nobody's business but the office's. */
const told: Partial<Record<Verb, MessageKind>> = {
  submit: 'submitted',
  enter: 'received',
  receive: 'received',
  refuseIntake: 'intake-refused',
  askForMore: 'supplement',
  refuse: 'refused',
  apologise: 'late',
  stop: 'stopped',
  withdraw: 'withdrawn',
  seal: 'done',
  giveBack: 'given-back',
  revoke: 'revoked',
  suspend: 'suspended',
  reinstate: 'reinstated',
};

/** Hangs the module into the outbox: every change that concerns the citizen becomes a message, once. */
export function listenToDossiers(platform: Platform): void {
  const heard = new Set(Object.keys(told).map((verb) => topics[verb as Verb]));
  for (const topic of heard) {
    platform.outbox.on(topic, `tell the citizen: ${topic}`, dossierEvent, ({ payload }) => tellCitizen(platform, payload));
  }
  listenToLots(platform);
  listenToBatches(platform);
  listenForAutoIssue(platform);
  listenToRecoveries(platform);
  platform.outbox.every('3 * * * *', 'lift suspensions whose day is over', () => liftSuspensionsOver(platform));
  platform.outbox.every('9 * * * *', 'count the days that are over', () => keepDays(platform));
  // In the daytime: nobody is woken for it.
  platform.outbox.every('7 8-18 * * *', 'remind before permits end', () => remindEnding(platform));
  platform.outbox.every('41 3 * * *', 'drop old drafts', () => dropOldDrafts(platform.db, platform.now()));
}

async function tellCitizen(platform: Platform, { dossierId, seq, dueAt }: z.infer<typeof dossierEvent>): Promise<void> {
  const dossier = await happened(platform.db, dossierId, seq);
  const kind = dossier && told[dossier.verb as Verb];
  // Who has just fetched it need not be told that it was fetched.
  if (!dossier || !kind || (dossier.verb === 'giveBack' && dossier.actorId === null)) return;
  // A firm with a thousand vehicles is told of them together: see lots/digest.ts. That they were filed is told by the lot itself.
  if (dossier.lot) return kind === 'submitted' ? undefined : keepNews(platform.db, { dossierId, seq, lot: dossier.lot, kind });
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  const { subject, text, sms } = writeMessage(procedure.messages, kind, await wordsFor(platform, procedure, { ...dossier, dueAt }));
  const to = { name: dossier.applicantName, email: dossier.applicantEmail, phone: dossier.applicantPhone };
  await platform.notifications.notify({ to, subject, text, sms, dossierId, key: `${dossierId}:${seq}` });
}

async function wordsFor(platform: Platform, procedure: ProcedureVersion, dossier: Happened): Promise<Record<string, string>> {
  const items = dossier.verb === 'askForMore' ? await supplementItemsOf(platform.db, dossier.id) : [];
  const unit = platform.organisations.issuingName(dossier.receivingUnit);
  return {
    name: dossier.applicantName,
    procedure: dossier.procedureName,
    code: dossier.code,
    unit,
    link: `${platform.config.publicUrl}/tra-cuu?ma=${encodeURIComponent(dossier.code)}`,
    due: promised(dossier.verb === 'apologise' ? dossier.firstDueAt : dossier.dueAt),
    newDue: promised(dossier.dueAt),
    fee: dossier.fee === null ? feeOf(procedure, dossier.form as Answers).words : feeInWords(dossier.fee),
    reason: dossier.note ?? '',
    items: items
      .filter(({ round }) => round === dossier.detail.round)
      .map(({ label, why }) => `- ${label}: ${why}`)
      .join('\n'),
    place: dossier.returnMode === 'online' ? 'bản điện tử tại đường dẫn dưới đây' : unit,
  };
}

function promised(at: Date | null): string {
  return at ? formatDateTime(at) : '';
}
