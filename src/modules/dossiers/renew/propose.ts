import { formatDate, type Limit, localDate } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { FormValues } from '#kernel/web/index.ts';
import { newId } from '../ids.ts';
import { type Answers, answerTo, type Paper, type ProcedureVersion, retype, type SectionAnswers, typeDate } from '../procedures/index.ts';
import type { Permit } from '../store/permits.ts';
import { type Dossier, dossierById } from '../store/read.ts';
import { type CarriedPaper, papersToCarry, positionsOf } from '../store/renewals.ts';
import { receivingUnits, type Typing } from '../submit/filing.ts';
import { keep } from '../submit/kept-papers.ts';
import { nextPeriod, type Period } from './period.ts';
import { renewalTicket, ticketField } from './ticket.ts';

/** A renewal (gia hạn) as it is put before the holder: everything typed, papers carried over, and what must be new. */
export type Proposal = { permits: readonly Permit[]; typing: Typing; carried: Carried[]; anew: Anew[]; period: Period | undefined };
export type Carried = { name: string; since: Date };
export type Anew = { paper: Paper; why: string };

/** Fills the form in force today from the dossiers these permits came from; all of one procedure and holder. */
export async function proposeRenewal(platform: Platform, procedure: ProcedureVersion, permits: readonly Permit[]): Promise<Proposal> {
  const dossiers = await dossiersOf(platform, permits);
  const [base] = [...dossiers.values()].sort((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime());
  if (!base) throw new Error('a permit has a dossier');
  const answers = { ...(base.form as Answers), ...(await itemsOf(platform, procedure, permits, dossiers)) };
  const period = periodOf(platform, procedure, base, permits);
  const values = valuesOf(procedure, answers, period);
  values.unit = unitOf(platform, procedure, base);
  values[ticketField] = [
    renewalTicket(
      platform,
      permits.map(({ id }) => id),
    ),
  ];
  const papers = await papersToCarry(platform.db, [...dossiers.keys()]);
  const { kept, carried, anew } = sortPapers(platform, procedure, papers);
  return { permits, typing: { values, kept, requestId: newId(platform.now()) }, carried, anew, period };
}

async function dossiersOf({ db }: Platform, permits: readonly Permit[]): Promise<Map<string, Dossier>> {
  const ids = [...new Set(permits.map(({ dossierId }) => dossierId))];
  const found = await Promise.all(ids.map((id) => dossierById(db, id)));
  return new Map(found.flatMap((dossier) => (dossier ? [[dossier.id, dossier] as const] : [])));
}

/** Where each vehicle has a permit of its own: only the chosen ones, from whichever dossier each came. */
async function itemsOf({ db }: Platform, { result: { each } }: ProcedureVersion, permits: readonly Permit[], dossiers: Map<string, Dossier>): Promise<Answers> {
  if (!each) return {};
  const positions = new Map(
    (
      await positionsOf(
        db,
        permits.map(({ id }) => id),
      )
    ).map(({ id, position }) => [id, position]),
  );
  const items = permits.flatMap(({ id, dossierId }): SectionAnswers[] => {
    const given = (dossiers.get(dossierId)?.form as Answers | undefined)?.[each];
    const item = Array.isArray(given) ? given[(positions.get(id) ?? 1) - 1] : undefined;
    return item ? [item] : [];
  });
  return items.length > 0 ? { [each]: items } : {};
}

function periodOf({ now }: Platform, { result }: ProcedureVersion, base: Dossier, permits: readonly Permit[]): Period | undefined {
  if (!result.until || !result.from) return undefined;
  const from = answerTo(base.form as Answers, result.from);
  const to = answerTo(base.form as Answers, result.until);
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  // The first to end decides: a day without a paper is worse than a day with two.
  const [end = to] = permits.flatMap(({ validUntil }) => (validUntil ? [localDate(validUntil)] : [])).sort();
  return nextPeriod({ from, to }, end, localDate(now()));
}

function valuesOf({ form, result }: ProcedureVersion, answers: Answers, period: Period | undefined): FormValues {
  const { answers: always = {}, ask_again: again = [] } = result.renewal ?? {};
  const typed = Object.entries(retype(form, answers)).filter(([name]) => !again.some((one) => isAt(name, one)));
  const values: FormValues = Object.fromEntries(typed);
  for (const [field, value] of Object.entries(always)) for (const name of namesAt(form, answers, field)) values[name] = [value];
  if (period && result.from && result.until) {
    values[result.from] = [typeDate(period.from)];
    values[result.until] = [typeDate(period.to)];
  }
  return values;
}

/** vehicles.3.request and vehicles.request are the same question. */
function isAt(name: string, field: string): boolean {
  const question = name.replace(/\.\d+\./, '.');
  return question === field || question.startsWith(`${field}.`);
}

function namesAt({ sections }: ProcedureVersion['form'], answers: Answers, field: string): string[] {
  const [part = '', question] = field.split('.');
  const given = answers[part];
  if (!sections.find(({ id }) => id === part)?.repeat) return [field];
  return (Array.isArray(given) ? given : []).map((_, i) => `${part}.${i}.${question}`);
}

/** The desk it went to before, or the one that has taken its place. */
function unitOf(platform: Platform, procedure: ProcedureVersion, base: Dossier): string[] {
  const units = receivingUnits(platform, procedure);
  const heirs = platform.organisations.successors(base.receivingUnit, localDate(platform.now())).map(({ id }) => id);
  const found = units.find(({ id }) => id === base.receivingUnit || heirs.includes(id)) ?? (units.length === 1 ? units[0] : undefined);
  return found ? [found.id] : [];
}

/** Papers go along as long as they hold; a paper that has aged, or is wanted each time, must be new. */
function sortPapers(platform: Platform, procedure: ProcedureVersion, papers: readonly CarriedPaper[]) {
  const sorted = { kept: [] as Typing['kept'], carried: [] as Carried[], anew: [] as Anew[] };
  for (const paper of procedure.papers.filter(({ not_online }) => !not_online)) {
    const had = papers.filter((one) => one.paper === paper.id);
    const good = had.filter(({ since }) => !hasAged(paper.lasts, since, platform.now()));
    for (const file of good.slice(0, 10)) {
      const { fileHash: hash, fileSize: size, fileType: type } = file;
      if (hash && size !== null && type) sorted.kept.push(keep(platform, paper.id, { hash, size, type, name: file.name }));
      sorted.carried.push({ name: paper.name, since: file.since });
    }
    const [old] = had;
    if (good.length === 0 && old)
      sorted.anew.push({ paper, why: paper.lasts?.unit === 'same-day' ? 'mỗi lần một bản mới' : `bản cũ từ ${formatDate(old.since)} đã quá hạn` });
    else if (good.length === 0 && !paper.optional && paper.kind !== 'present' && !paper.when) sorted.anew.push({ paper, why: 'lần trước chưa có' });
  }
  return sorted;
}

const hoursIn: Record<Limit['unit'], number> = { hour: 1, 'working-hour': 3, 'same-day': 0, 'calendar-day': 24, 'working-day': 34, month: 730, year: 8766 };

function hasAged(lasts: Limit | undefined, since: Date, now: Date): boolean {
  return lasts !== undefined && now.getTime() - since.getTime() > lasts.value * hoursIn[lasts.unit] * 3_600_000;
}
