import { addDays, addMonths, type Day, dueAt, type Limit, localDate, momentOf } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { takesOnline } from '../filing-place.ts';
import { procedureVersion, type ProcedureVersion, publishedProcedure } from '../procedures/index.ts';
import type { Permit } from '../store/permits.ts';
import { dossierById } from '../store/read.ts';
import { type Succession, successionsOf } from '../store/renewals.ts';

/** How it stands with renewing a permit; `not-yet` and `never` need no words on a page. */
export type Renewing =
  | { kind: 'may' }
  | { kind: 'not-yet'; from: Day | undefined }
  | { kind: 'never' }
  | { kind: 'pending'; code: string }
  | { kind: 'renewed'; number: string }
  | { kind: 'elsewhere'; where: string }
  | { kind: 'suspended' };

/** When nothing else is said, renewal is offered this long before the end. */
const usual: Limit = { value: 30, unit: 'calendar-day' };

/** Which of these permits their holder may renew now. */
export async function renewings(platform: Platform, permits: readonly Permit[]): Promise<Map<string, Renewing>> {
  const lasting = permits.filter(({ validUntil, revokedAt }) => validUntil && !revokedAt);
  const successions = new Map(
    (
      await successionsOf(
        platform.db,
        lasting.map(({ id }) => id),
      )
    ).map((one) => [one.permitId, one]),
  );
  const known = new Map<string, ProcedureVersion | undefined>();
  for (const { procedureCode, dossierId } of lasting)
    if (!known.has(procedureCode)) known.set(procedureCode, await renewingProcedure(platform, { procedureCode, dossierId }));
  return new Map(permits.map((permit) => [permit.id, stands(platform, permit, known.get(permit.procedureCode), successions.get(permit.id))]));
}

/** Whether there is anything to renew among many: now, from a day on, or never. */
export async function renewingOfAll(platform: Platform, permits: readonly Permit[]): Promise<'now' | 'never' | { from: Day }> {
  const each = [...(await renewings(platform, permits)).values()];
  if (each.some(({ kind }) => kind !== 'not-yet' && kind !== 'never')) return 'now';
  const [first] = each.flatMap((one) => (one.kind === 'not-yet' && one.from ? [one.from] : [])).toSorted();
  return first ? { from: first } : 'never';
}

/** The procedure by which a permit is renewed, as it is in force today. */
export async function renewingProcedure(
  { db, now }: Platform,
  { procedureCode, dossierId }: Pick<Permit, 'procedureCode' | 'dossierId'>,
): Promise<ProcedureVersion | undefined> {
  const dossier = await dossierById(db, dossierId);
  const former = (await publishedProcedure(db, procedureCode, now())) ?? (dossier && (await procedureVersion(db, dossier.procedureId)));
  return publishedProcedure(db, former?.result.renewal?.by ?? procedureCode, now());
}

function stands(platform: Platform, permit: Permit, procedure: ProcedureVersion | undefined, succession: Succession | undefined): Renewing {
  const { validUntil, revokedAt, suspendedAt } = permit;
  if (!validUntil || revokedAt || !procedure) return { kind: 'never' };
  if (succession?.pending) return { kind: 'pending', code: succession.pending };
  if (succession?.successor) return { kind: 'renewed', number: succession.successor };
  if (validUntil > before(platform, earliest(procedure))) return { kind: 'not-yet', from: firstDay(validUntil, earliest(procedure)) };
  if (procedure.moved) return { kind: 'elsewhere', where: procedure.moved.to };
  if (suspendedAt) return { kind: 'suspended' };
  return takesOnline(platform, procedure) ? { kind: 'may' } : { kind: 'elsewhere', where: 'bàn một cửa hoặc qua bưu điện' };
}

/** The day on which renewal opens, for limits in whole days, months or years. */
function firstDay(validUntil: Date, { value, unit }: Limit): Day | undefined {
  const last = localDate(validUntil);
  if (unit === 'calendar-day') return addDays(last, -value);
  if (unit === 'month' || unit === 'year') return addMonths(last, unit === 'year' ? -12 * value : -value);
  return undefined;
}

function earliest({ result }: ProcedureVersion): Limit {
  const now = new Date(0);
  const [longest] = [...(result.remind ?? [usual])].sort((a, b) => endOf(b, now).getTime() - endOf(a, now).getTime());
  return longest ?? usual;
}

/** What ends before this moment is within the time named. */
export function before({ now, calendar }: Platform, limit: Limit): Date {
  return ['calendar-day', 'month', 'year'].includes(limit.unit) ? endOf(limit, now()) : dueAt(now(), limit, calendar);
}

function endOf({ value, unit }: Limit, at: Date): Date {
  const today = localDate(at);
  if (unit === 'year') return momentOf(addMonths(today, 12 * value), '24:00');
  if (unit === 'month') return momentOf(addMonths(today, value), '24:00');
  return momentOf(addDays(today, unit === 'calendar-day' ? value : 1), '24:00');
}
