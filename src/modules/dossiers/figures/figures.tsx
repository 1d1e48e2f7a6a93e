import { localParts } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { type Ctx, notFound, queryText } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { provinceName, type ProfileName } from '../procedures/index.ts';
import {
  answeredFigures,
  issuedByJourney,
  issuedBySteps,
  issuedFigures,
  issuedOnBehalf,
  oldestWaiting,
  proceduresWithThings,
  refusalReasons,
  waitingNow,
} from '../store/figures.ts';
import { FiguresPage } from './figures.page.tsx';
import { headline } from './sentence.ts';
import { type Span, spanOf, stepsOf } from './span.ts';

/** GET /can-bo/giay-phep/bang: what was issued, answered and refused in a span, and what waits now, for the head of an agency with two minutes. */
export async function showFigures(c: Ctx): Promise<Response> {
  const read = await readFigures(c);
  if (!read) return notFound(c);
  const seconds = queryText(c, 'tu-xem') === '1' ? 60 : undefined;
  const page = await c.html(<FiguresPage officer={officerOf(c)} {...read} now={c.var.platform.now()} refreshing={seconds !== undefined} query={c.req.url} />);
  // Without script a board on the wall renews itself only where somebody asked it to.
  if (seconds) page.headers.set('refresh', String(seconds));
  return page;
}

export type Figures = NonNullable<Awaited<ReturnType<typeof readFigures>>>;

async function readFigures(c: Ctx) {
  const { platform } = c.var;
  const { db } = platform;
  const officer = officerOf(c);
  const now = platform.now();
  const procedures = await proceduresWithThings(db);
  const procedure = procedures.find(({ code }) => code === queryText(c, 'thu-tuc')) ?? procedures[0];
  if (!procedure) return undefined;
  const span = spanOf({ khoang: queryText(c, 'khoang'), tu: queryText(c, 'tu'), den: queryText(c, 'den') }, now);
  const scope = { procedureCode: procedure.code, unitId: seesAll(officer, platform.organisations.unit(officer.unitId).level) ? null : officer.unitId, ...span };
  const [issued, steps, journeys, onBehalf, answered, waiting, oldest, reasons] = await Promise.all([
    issuedFigures(db, scope),
    issuedBySteps(db, scope, span.step),
    issuedByJourney(db, scope),
    issuedOnBehalf(db, scope),
    answeredFigures(db, scope),
    waitingNow(db, scope, now),
    oldestWaiting(db, scope),
    refusalReasons(db, scope),
  ]);
  const name = (code: string) => provinceName(platform.profile.id as ProfileName, code);
  const named = onBehalf.map(({ province, count }) => ({ name: name(province), count }));
  return {
    procedures,
    procedure,
    span,
    sentence: headline({ issued: issued.total, onBehalf: named, days: daysSoFar(span, now), words: span.words }),
    issued,
    steps: stepsOf(span, steps, stepOf(now, span.step)),
    journeys: journeys.map(({ origin, destination, count }) => ({ from: origin && name(origin), to: destination && name(destination), count })),
    onBehalf: named,
    answered,
    waiting,
    oldest,
    reasons,
  };
}

/** An auditor and the province's own leaders look over every unit; everybody else at his own. */
function seesAll(officer: Officer, level: string): boolean {
  return officer.roles.includes('auditor') || (level === 'province' && officer.roles.includes('leader'));
}

/** A span that reaches into the future has only the days that have come. */
function daysSoFar(span: Span, now: Date): number {
  const end = Math.min(span.to.getTime(), now.getTime());
  return Math.max(1, Math.ceil((end - span.from.getTime()) / 86_400_000));
}

function stepOf(at: Date, step: Span['step']): string {
  const { year, month, day, hour } = localParts(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  return step === 'day' ? date : `${date} ${two(hour)}`;
}

/** GET /can-bo/giay-phep/bang.csv: the same figures for a spreadsheet, with a mark by which Excel reads Vietnamese letters. */
export async function sendFigures(c: Ctx): Promise<Response> {
  const read = await readFigures(c);
  if (!read) return notFound(c);
  const { procedure, span, sentence, issued, steps, journeys, onBehalf, answered, waiting, reasons } = read;
  const lines: (string | number)[][] = [
    ['Mục', 'Chi tiết', 'Số'],
    ['Thủ tục', procedure.name, procedure.code],
    ['Khoảng', `${span.first} đến ${span.last}`, ''],
    ['Tóm tắt', sentence, ''],
    ['Đã cấp', 'giấy', issued.total],
    ['Đã cấp', 'xe hoặc phương tiện khác nhau', issued.things],
    ['Đã cấp', 'đang bị đình chỉ', issued.suspended],
    ['Đã cấp', 'đã thu hồi', issued.revoked],
    ['Đã trả lời', 'hồ sơ', answered.total],
    ['Đã trả lời', 'đúng hạn', answered.inTime],
    ['Đã trả lời', 'từ chối', answered.refused],
    ['Thời gian trả lời (phút)', 'một nửa số hồ sơ', Math.round(answered.median ?? 0)],
    ['Thời gian trả lời (phút)', '95 trong 100 hồ sơ', Math.round(answered.slowest ?? 0)],
    ...waiting.map(({ step, count }) => ['Đang chờ', step, count]),
    ...steps.map(({ at, value }) => [span.step === 'hour' ? 'Cấp theo giờ' : 'Cấp theo ngày', at, value]),
    ...journeys.map(({ from, to, count }) => ['Hành trình', `${from ?? 'không ghi'} → ${to ?? 'không ghi'}`, count]),
    ...onBehalf.map(({ name, count }) => ['Cấp hộ', name, count]),
    ...reasons.map(({ reason, count }) => ['Lý do từ chối', reason, count]),
  ];
  const body = `\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bang-${procedure.code}-${span.first}-${span.last}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** Quoted; a text that a spreadsheet would run as a formula is kept a text. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return `"${value.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
}
