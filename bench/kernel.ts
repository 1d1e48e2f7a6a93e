import { weighLists } from '#kernel/credentials/lists.bench.ts';
import { benchVerify } from '#kernel/credentials/verify.bench.ts';
import { measurePrinting } from '#kernel/printing/printing.bench.ts';
import type { Figure } from './figures.ts';
import { lookAtAll } from './roadside/roadside.ts';
import { root } from './server.ts';

/** A whole judgement of a credential against the bare check of its signature. */
export async function verifying(): Promise<Figure[]> {
  const { ours, raw, ratio } = await benchVerify();
  const note = `${ours.toFixed(0)} whole verdicts a CPU second against ${raw.toFixed(0)} bare ES256 checks; the median pair`;
  const usual = { passes: 100_000, units: 207, revoked: 0.02, suspended: 0.005 };
  return [
    { name: 'verify a credential', value: ratio, unit: '×', limit: 0.8, at: 'least', note },
    await listsOf('both lists of 100,000 passes, 207 units', usual),
    await listsOf('both lists, 5 % revoked and 1 % suspended', { ...usual, revoked: 0.05, suspended: 0.01 }),
  ];
}

async function listsOf(name: string, lived: Parameters<typeof weighLists>[1]): Promise<Figure> {
  const { keys, status } = await weighLists(new Date(), lived);
  const note = `${(keys / 1000).toFixed(1)} kB of keys, ${(status / 1000).toFixed(1)} kB of status`;
  return { name, value: (keys + status) / 1000, unit: 'kB', limit: 20, at: 'most', note };
}

/** Pictures of passes with what a roadside does to them, read by the checkpoint's reader. */
export async function roadside(): Promise<Figure[]> {
  const looks = await lookAtAll(root);
  const unread = looks.filter(({ read }) => !read).map(({ name }) => name);
  const note = unread.length > 0 ? `not read: ${unread.join(', ')}` : 'all of them';
  return [{ name: `pictures of passes read, of ${looks.length}`, value: looks.length - unread.length, unit: '', limit: 34, at: 'least', note }];
}

/** No budget names these; a paper that takes a second would be noticed here. */
export async function printing(): Promise<Figure[]> {
  const measured = await measurePrinting(root, 12);
  return measured.map(({ name, value, unit }) => ({ name: `print shop: ${name}`, value, unit, at: 'most' }));
}
