import { type Ctx, type FormValues, notFound } from '#kernel/web/index.ts';
import { proposeDraft } from '../assess/draft-fields.ts';
import { officerOf } from '../board/board.tsx';
import { standing } from '../act.ts';
import { checksToShow } from '../checks/index.ts';
import { apologyBy, score, supplementBy, transferBy } from '../clocks.ts';
import { refusalOf, type Verb, verbNames } from '../dossier.ts';
import { isId } from '../ids.ts';
import { type Answers, emptyLines, fieldLines, procedureVersion, retype } from '../procedures/index.ts';
import { recordedTime } from '../recorded-time.ts';
import { type Dossier, eventsOf, findDossier, papersOf, supplementItemsOf, waitsOf } from '../store/read.ts';
import { permitsOfDossier } from '../store/permits.ts';
import { autoIssueOf } from '../store/auto-issues.ts';
import { type Result, resultsOf } from '../store/results.ts';
import { slipsOf } from '../store/slips.ts';
import type { Unfinished } from '../supplement/read-supplement.ts';
import { renewalsAtDesk } from '../renew/at-desk.ts';
import { lotById } from '../store/lots.ts';
import { DossierPage } from './dossier.page.tsx';

const verbs: readonly Verb[] = [
  'receive',
  'refuseIntake',
  'askForMore',
  'supplement',
  'assess',
  'sendBack',
  'approve',
  'seal',
  'giveBack',
  'refuse',
  'withdraw',
  'stop',
  'apologise',
  'pay',
  'revoke',
  'suspend',
  'reinstate',
];

/** GET /can-bo/ho-so/:id: the dossier as this officer may see it. Every look is recorded; showing personal numbers is recorded as such. */
export async function openDossier(c: Ctx): Promise<Response> {
  const dossier = await dossierOf(c);
  if (!dossier) return notFound(c);
  const officer = officerOf(c);
  const revealed = c.req.query('hien') === '1' && !officer.roles.includes('auditor');
  const done = c.req.query('xong') as Verb | undefined;
  await c.var.platform.audit.record({
    at: c.var.platform.now(),
    actor: officer,
    action: revealed ? 'read-personal' : 'read',
    subject: { kind: 'dossier', id: dossier.id },
  });
  return drawDossier(c, dossier, { revealed, ...(done && Object.hasOwn(verbNames, done) ? { done: `Đã ${verbNames[done]}.` } : {}) });
}

/** The dossier named in the address, when this officer may see it. */
export function dossierOf(c: Ctx): Promise<Dossier | undefined> {
  const id = c.req.param('id') ?? '';
  return isId(id) ? findDossier(c.var.platform.db, id, officerOf(c)) : Promise.resolve(undefined);
}

/** What a sending that could not be done leaves on the page: why, which verb, and everything that was typed. */
export type Extra = { revealed?: boolean; done?: string; error?: string; failed?: Verb; sent?: FormValues; unfinished?: Unfinished };

/** Draws the page again: after a look, after a verb that could not be done, with everything the officer had typed. */
export async function drawDossier(c: Ctx, dossier: Dossier, extra: Extra): Promise<Response> {
  const { platform } = c.var;
  const { db, organisations, profile } = platform;
  const officer = officerOf(c);
  const [procedure, papers, events, items, slips, results, permits, waits, auto] = await Promise.all([
    procedureVersion(db, dossier.procedureId),
    papersOf(db, dossier.id),
    eventsOf(db, dossier.id),
    supplementItemsOf(db, dossier.id),
    slipsOf(db, dossier.id),
    resultsOf(db, dossier.id),
    permitsOfDossier(db, dossier.id),
    waitsOf(db, dossier.id),
    autoIssueOf(db, dossier.id),
  ]);
  const answers = dossier.form as Answers;
  const now = platform.now();
  const { clocks } = profile.rules;
  const of = (id: string | null) => (id ? organisations.issuingName(id) : '');
  const page = {
    officer,
    dossier,
    lotCode: dossier.lot ? (await lotById(db, dossier.lot))?.code : undefined,
    procedure,
    papers,
    events,
    items,
    slips,
    auto,
    results,
    permits,
    renewals: await renewalsAtDesk(platform, officer, permits),
    checks: await checksToShow(platform, { dossier, procedure, at: now }, events),
    lines: fieldLines(procedure.form, answers),
    empty: emptyLines(procedure.form, answers),
    unitNames: { receiving: of(dossier.receivingUnit), deciding: of(dossier.decidingUnit), of },
    may: verbs.filter((verb) => !refusalOf(verb, standing(dossier, clocks), officer) && isNeeded(verb, { dossier, results, slips: profile.rules.slips })),
    revealed: extra.revealed ?? false,
    draft: { ...proposeDraft(procedure, answers), ...savedDraft(results[0]?.data), ...typedDraft(extra.sent) },
    asked: dossier.state === 'awaiting-supplement' ? items.filter(({ round }) => round === dossier.supplements) : [],
    unfinished: extra.unfinished ?? { typed: retype(procedure.form, answers), kept: [], errors: {} },
    failed: extra.failed,
    sent: extra.sent ?? {},
    now,
    score: score(recordedTime(dossier, procedure, waits), clocks, platform.calendar, now),
    supplementBy: supplementBy(dossier.receivedAt ?? dossier.submittedAt, clocks, platform.calendar),
    transferBy: transferBy(dossier.submittedAt, platform.calendar),
    apologyBy: dossier.dueAt && apologyBy(dossier.dueAt, clocks, platform.calendar),
    stateNames: profile.rules.states.names,
    slipNames: Object.fromEntries(profile.rules.slips.map(({ kind, name }) => [kind, name])),
    done: extra.done,
    error: extra.error,
  };
  return c.html(<DossierPage {...page} />, extra.unfinished ? 422 : extra.error ? 409 : 200);
}

/** Nothing is offered that would find nothing to do. */
function isNeeded(verb: Verb, { dossier, results, slips }: { dossier: Dossier; results: readonly Result[]; slips: readonly { kind: string }[] }): boolean {
  if (verb === 'stop') return slips.some(({ kind }) => kind === 'stop');
  if (verb === 'pay') return !!dossier.fee && !dossier.feePaidAt;
  return !['revoke', 'suspend', 'reinstate'].includes(verb) || results.some(({ sealedAt, revokedAt }) => sealedAt && !revokedAt);
}

function typedDraft(sent: FormValues = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(sent).flatMap(([name, [value = '']]) => (name.startsWith('draft.') ? [[name.slice(6), value]] : [])));
}

function savedDraft(data: Record<string, unknown> | undefined): Record<string, string> {
  const fields = data?.fields;
  return typeof fields === 'object' && fields !== null ? (fields as Record<string, string>) : {};
}
