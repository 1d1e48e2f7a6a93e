import { benchVerify } from '#kernel/credentials/verify.bench.ts';
import { measurePrinting } from '#kernel/printing/printing.bench.ts';
import type { Figure } from './figures.ts';
import { root } from './server.ts';

/** A whole judgement of a credential against the bare check of its signature. */
export async function verifying(): Promise<Figure[]> {
  const { ours, raw, ratio } = await benchVerify();
  const note = `${ours.toFixed(0)} whole verdicts a CPU second against ${raw.toFixed(0)} bare ES256 checks; the median pair`;
  return [{ name: 'verify a credential', value: ratio, unit: '×', limit: 0.8, at: 'least', note }];
}

/** No budget names these; a paper that takes a second would be noticed here. */
export async function printing(): Promise<Figure[]> {
  const measured = await measurePrinting(root, 12);
  return measured.map(({ name, value, unit }) => ({ name: `print shop: ${name}`, value, unit, at: 'most' }));
}
