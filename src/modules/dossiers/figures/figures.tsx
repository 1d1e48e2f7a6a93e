import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, queryText } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { provinceName } from '../procedures/index.ts';
import {
  countedIn,
  firstAndLast,
  heldBack,
  type IssuingProcedure,
  issuedByHour,
  oldestWaiting,
  proceduresWithThings,
  type Scope,
  thingsIn,
  waitingNow,
} from '../store/figures.ts';
import { figuresAsCsv } from './csv.ts';
import { FiguresPage, NothingIssuedPage } from './figures.page.tsx';
import { headline } from './sentence.ts';
import { daysSoFar, type Span, spanOf, stepAt, stepsOf } from './span.ts';
import { tally } from './tally.ts';

/** GET /can-bo/giay-phep/bang: what was issued, answered and refused in a span, and what waits now, for the head of an agency with two minutes. */
export async function showFigures(c: Ctx): Promise<Response> {
  const officer = officerOf(c);
  const asked = await askedFor(c);
  if (!asked) return c.html(<NothingIssuedPage officer={officer} />);
  const figures = await readFigures(c.var.platform, asked);
  const refreshing = queryText(c, 'tu-xem') === '1';
  const page = await c.html(<FiguresPage officer={officer} {...figures} now={c.var.platform.now()} refreshing={refreshing} />);
  // Without script a board on the wall renews itself, and only where somebody asked it to.
  if (refreshing) page.headers.set('refresh', '60');
  return page;
}

/** GET /can-bo/giay-phep/bang.csv: the same figures for a spreadsheet. */
export async function sendFigures(c: Ctx): Promise<Response> {
  const asked = await askedFor(c);
  if (!asked) return c.html(<NothingIssuedPage officer={officerOf(c)} />, 404);
  const { procedure, span, unitId } = asked;
  const things = await thingsIn(c.var.platform.db, { procedureCode: procedure.code, unitId, from: span.from, to: span.to });
  return figuresAsCsv(await readFigures(c.var.platform, asked), things);
}

/** Which procedure, which span and whose permits an address asks for. */
export type Asked = { procedures: readonly IssuingProcedure[]; procedure: IssuingProcedure; span: Span; unitId: string | null };

/** Undefined when this officer's unit issues nothing that a board could count. */
export async function askedFor(c: Ctx): Promise<Asked | undefined> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const unitId = seesAll(officer, platform.organisations.unit(officer.unitId).level) ? null : officer.unitId;
  const all = await proceduresWithThings(platform.db);
  const procedures = all.filter(({ department }) => unitId === null || department === null || department === unitId);
  const procedure = procedures.find(({ code }) => code === queryText(c, 'thu-tuc')) ?? procedures[0];
  if (!procedure) return undefined;
  const asked = { khoang: queryText(c, 'khoang'), tu: queryText(c, 'tu'), den: queryText(c, 'den') };
  const campaign = asked.khoang === 'ca-dot' ? await firstAndLast(platform.db, { procedureCode: procedure.code, unitId }) : undefined;
  return { procedures, procedure, span: spanOf(asked, platform.now(), campaign), unitId };
}

/** An auditor and the province's own leaders look over every unit; everybody else at his own. */
function seesAll(officer: Officer, level: string): boolean {
  return officer.roles.includes('auditor') || (level === 'province' && officer.roles.includes('leader'));
}

export type Figures = Awaited<ReturnType<typeof readFigures>>;

async function readFigures(platform: Platform, asked: Asked) {
  const { procedure, span, unitId } = asked;
  const { db } = platform;
  const now = platform.now();
  const scope: Scope = { procedureCode: procedure.code, unitId, from: span.from, to: span.to };
  const [lines, hours, held, waiting, oldest] = await Promise.all([
    countedIn(db, scope),
    span.step === 'hour' ? issuedByHour(db, scope) : undefined,
    heldBack(db, scope),
    waitingNow(db, scope, now),
    oldestWaiting(db, scope),
  ]);
  const counted = tally(lines);
  const provinceOf = (code: string) => (code === '' ? 'không ghi' : provinceName(platform.profile.rules.id, code));
  const onBehalf = counted.onBehalf.map(({ key, count }) => ({ name: provinceOf(key), count }));
  return {
    ...asked,
    ...counted,
    sentence: headline({ issued: counted.issued, onBehalf, days: daysSoFar(span, now), words: span.words }),
    steps: stepsOf(span, hours ?? counted.byDay, stepAt(now, span.step)),
    held,
    waiting,
    oldest,
    provinceOf,
  };
}
