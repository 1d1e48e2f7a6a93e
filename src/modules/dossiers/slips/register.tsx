import { addDays, type Day, isDay, localDate, momentOf } from '#kernel/calendar/index.ts';
import { type Ctx, queryText } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { readDate } from '../procedures/index.ts';
import { type RegisterLine, registerOf } from '../store/lists.ts';
import { printRegisterPdf } from './print.ts';
import { RegisterPage } from './register.page.tsx';

/** GET /can-bo/so-theo-doi: the register of this desk between two days, this month to begin with. */
export async function showRegister(c: Ctx): Promise<Response> {
  const span = spanOf(c);
  const lines = await linesOf(c, span);
  const { register, states } = c.var.platform.profile.rules;
  return c.html(<RegisterPage officer={officerOf(c)} lines={lines} span={span} title={register.name} stateNames={states.names} now={c.var.platform.now()} />);
}

/** GET /can-bo/so-theo-doi/in: the same as an A4 PDF. */
export async function printRegister(c: Ctx): Promise<Response> {
  const span = spanOf(c);
  const pdf = await printRegisterPdf(c.var.platform, officerOf(c), await linesOf(c, span), span);
  return new Response(pdf as BodyInit, {
    headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="so-theo-doi.pdf"', 'cache-control': 'private, no-store' },
  });
}

export type Span = { from: string; to: string };

function spanOf(c: Ctx): Span {
  const today = localDate(c.var.platform.now());
  return { from: dayOf(queryText(c, 'tu')) ?? `${today.slice(0, 8)}01`, to: dayOf(queryText(c, 'den')) ?? today };
}

/** A day as people type it (01/11/2026) or as a link carries it (2026-11-01). */
function dayOf(typed: string): Day | undefined {
  const read = isDay(typed) ? typed : readDate(typed, 'day');
  return typeof read === 'string' && isDay(read) ? read : undefined;
}

/** The lines name people with their phones and addresses, so taking out the book is recorded. */
async function linesOf(c: Ctx, { from, to }: Span): Promise<RegisterLine[]> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const lines = await registerOf(platform.db, officer.unitId, momentOf(from, '00:00'), momentOf(addDays(to, 1), '00:00'));
  await platform.audit.record({
    actor: officer,
    action: 'read-register',
    subject: { kind: 'register', id: officer.unitId },
    detail: { from, to, lines: lines.length },
  });
  return lines;
}
