import { localDate, momentOf } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, first, notFound, readForm, shorten } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { isId } from '../ids.ts';
import { autoIssued, type ProcedureVersion } from '../procedures/index.ts';
import { autoCounts, leftToPeople, reviewSample, samplesToReview, switchesOf, switchOf, turnSwitch } from '../store/auto-issues.ts';
import { type OfProcedure, SwitchPage } from './switch.page.tsx';

/** GET /can-bo/tu-dong-cap: which permits this unit issues by rule, how many today, and what to look at afterwards. */
export function showSwitch(c: Ctx): Promise<Response> {
  return drawSwitch(c, undefined);
}

async function drawSwitch(c: Ctx, error: string | undefined): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const since = momentOf(localDate(platform.now()), '00:00');
  const procedures = await proceduresOf(platform, officer);
  const [samples, left] = await Promise.all([samplesToReview(platform.db, officer.unitId), leftToPeople(platform.db, officer.unitId, since)]);
  const of: OfProcedure[] = [];
  for (const procedure of procedures) of.push(await standingOf(platform, officer, procedure, since));
  return c.html(
    <SwitchPage officer={officer} limits={platform.profile.rules.auto_issue} of={of} samples={samples} left={left} error={error} />,
    error ? 422 : 200,
  );
}

async function standingOf(platform: Platform, { unitId }: Officer, procedure: ProcedureVersion, since: Date): Promise<OfProcedure> {
  const hourAgo = new Date(platform.now().getTime() - 3_600_000);
  const asked = { unitId, procedureCode: procedure.code };
  const [turned, history, counts] = await Promise.all([
    switchOf(platform.db, unitId, procedure.code),
    switchesOf(platform.db, unitId, procedure.code),
    autoCounts(platform.db, asked, since, hourAgo),
  ]);
  return { procedure, turned, history, counts };
}

/** The procedures with a rule that this unit decides today. */
async function proceduresOf(platform: Platform, { unitId }: Officer): Promise<ProcedureVersion[]> {
  const today = localDate(platform.now());
  const all = await autoIssued(platform.db, platform.now());
  return all.filter(({ department }) => department && platform.organisations.successors(department, today).some(({ id }) => id === unitId));
}

/** POST /can-bo/tu-dong-cap: the leader switches it on or off, with the reason; to switch on is his standing permission. */
export async function sendSwitch(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const { values } = await readForm(c);
  const code = first(values, 'procedure');
  const procedure = (await proceduresOf(platform, officer)).find((one) => one.code === code);
  if (!procedure || !platform.profile.rules.auto_issue.allowed) return notFound(c);
  const [on, why] = [first(values, 'on') === 'yes', shorten(first(values, 'why'), 500)];
  if (why.length < 5) return drawSwitch(c, 'Hãy ghi lý do, ít nhất vài chữ.');
  await turn(platform, officer, code, on, why);
  return c.redirect('/can-bo/tu-dong-cap', 303);
}

function turn(platform: Platform, officer: Officer, code: string, on: boolean, why: string): Promise<void> {
  const at = platform.now();
  return platform.db.transaction(async () => {
    await turnSwitch(platform.db, officer.unitId, code, { on, why, accountId: officer.accountId, byName: officer.name, byPosition: officer.position, at });
    const action = on ? 'auto-issue.on' : 'auto-issue.off';
    await platform.audit.record({ actor: officer, action, subject: { kind: 'procedure', id: code }, detail: { unit: officer.unitId, why } });
  });
}

/** POST /can-bo/tu-dong-cap/:sample/xem-lai: what an officer found in a sample; one that is wrong switches the rule off until the leader has looked. */
export async function sendReview(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const id = c.req.param('sample') ?? '';
  const { values } = await readForm(c);
  const review = first(values, 'review') === 'wrong' ? 'wrong' : 'right';
  const note = shorten(first(values, 'note'), 500);
  if (review === 'wrong' && note.length < 5) return drawSwitch(c, 'Giấy cấp sai thì hãy ghi sai ở đâu.');
  const sample = isId(id) ? (await samplesToReview(platform.db, officer.unitId)).find(({ dossierId }) => dossierId === id) : undefined;
  if (!sample) return notFound(c);
  await platform.db.transaction(async () => {
    await reviewSample(platform.db, id, officer.unitId, { review, note, by: officer.name, at: platform.now() });
    await platform.audit.record({ actor: officer, action: `auto-issue.${review}`, subject: { kind: 'dossier', id } });
    if (review === 'wrong') await turn(platform, officer, sample.procedureCode, false, `Tự tắt: giấy mẫu ${sample.code} bị đánh giá sai (${note}).`);
  });
  return c.redirect(review === 'wrong' ? `/can-bo/ho-so/${id}` : '/can-bo/tu-dong-cap', 303);
}
