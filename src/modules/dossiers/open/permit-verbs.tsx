import { z } from 'zod';
import { momentOf } from '#kernel/calendar/index.ts';
import { first } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { reinstate, suspend } from '../permits/suspend.ts';
import { readDate } from '../procedures/index.ts';
import { revoke } from '../sign/revoke.ts';
import { basis, doing, read, reason } from './verbs.tsx';

const withBasis = z.object({ result: z.string(), reason, basis });

export const sendRevoke = doing('revoke', async ({ c, target, values }) => {
  const words = read(withBasis, { result: first(values, 'result'), reason: first(values, 'reason'), basis: first(values, 'basis') });
  return 'error' in words ? words : revoke(c.var.platform, officerOf(c), target, words.read);
});

export const sendSuspend = doing('suspend', async ({ c, target, values }) => {
  const words = read(withBasis, { result: first(values, 'result'), reason: first(values, 'reason'), basis: first(values, 'basis') });
  if ('error' in words) return words;
  const typed = first(values, 'until');
  const day = typed ? readDate(typed, 'day') : undefined;
  if (typeof day === 'object') return { error: 'Ngày hết đình chỉ viết như 25/12/2026, hoặc để trống.' };
  return suspend(c.var.platform, officerOf(c), target, { ...words.read, until: day ? momentOf(day, '23:59') : null });
});

export const sendReinstate = doing('reinstate', async ({ c, target, values }) => {
  const words = read(z.object({ result: z.string(), reason }), { result: first(values, 'result'), reason: first(values, 'reason') });
  return 'error' in words ? words : reinstate(c.var.platform, officerOf(c), target, words.read);
});
