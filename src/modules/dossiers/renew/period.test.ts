import { expect, test } from 'vitest';
import { nextPeriod } from './period.ts';

test.each([
  ['while the old one holds', { from: '2026-11-01', to: '2026-11-30' }, '2026-11-30', '2026-11-25', { from: '2026-12-01', to: '2026-12-30' }],
  ['on its last day', { from: '2026-11-01', to: '2026-11-30' }, '2026-11-30', '2026-11-30', { from: '2026-12-01', to: '2026-12-30' }],
  ['when it is over', { from: '2026-11-01', to: '2026-11-30' }, '2026-11-30', '2026-12-20', { from: '2026-12-20', to: '2027-01-18' }],
  ['over the end of February', { from: '2028-02-01', to: '2028-02-29' }, '2028-02-29', '2028-02-20', { from: '2028-03-01', to: '2028-03-29' }],
  ['for one day', { from: '2026-11-30', to: '2026-11-30' }, '2026-11-30', '2026-11-30', { from: '2026-12-01', to: '2026-12-01' }],
  [
    'when the days were typed the wrong way round',
    { from: '2026-11-30', to: '2026-11-01' },
    '2026-11-01',
    '2026-10-30',
    { from: '2026-11-02', to: '2026-11-02' },
  ],
])('a renewal %s asks for as many days as before', (_, asked, end, today, expected) => {
  expect(nextPeriod(asked, end, today)).toEqual(expected);
});
