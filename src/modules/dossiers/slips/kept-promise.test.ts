import { expect, test } from 'vitest';
import { keptPromise } from './kept-promise.ts';

const due = new Date('2026-11-23T10:00:00Z');
const before = new Date('2026-11-22T03:00:00Z');
const sameDay = new Date('2026-11-23T09:00:00Z');
const after = new Date('2026-11-24T03:00:00Z');

test.each([
  ['done', before, due, 'early'],
  ['given-back', sameDay, due, 'on-time'],
  ['given-back', after, due, 'overdue'],
  ['refused', after, due, 'overdue'],
  ['assessing', null, due, 'overdue'],
  ['withdrawn', after, due, undefined],
  ['intake-refused', after, due, undefined],
  ['awaiting-supplement', null, null, undefined],
] as const)('%s, finished %s, due %s: %s', (state, finishedAt, dueAt, kept) => {
  expect(keptPromise({ state, finishedAt, dueAt }, after)).toBe(kept);
});

test('what is not yet due is running', () => {
  expect(keptPromise({ state: 'assessing', finishedAt: null, dueAt: due }, sameDay)).toBe('running');
});
