import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headline, lasting, roughly } from './sentence.ts';
import { spanOf, stepsOf } from './span.ts';

const now = new Date('2021-08-16T02:00:00Z');

describe('a span', () => {
  test.each([
    [{}, '7-ngay', '2021-08-10', '2021-08-16', 7, 'day'],
    [{ khoang: 'hom-nay' }, 'hom-nay', '2021-08-16', '2021-08-16', 1, 'hour'],
    [{ khoang: '2-ngay' }, '2-ngay', '2021-08-15', '2021-08-16', 2, 'hour'],
    [{ khoang: 'chon', tu: '28/7/2021', den: '1/8/2021' }, 'chon', '2021-07-28', '2021-08-01', 5, 'day'],
    [{ khoang: 'chon', tu: '1/8/2021', den: '28/7/2021' }, 'chon', '2021-07-28', '2021-08-01', 5, 'day'],
    [{ khoang: 'chon', tu: '2021-01-01', den: '2023-01-01' }, 'chon', '2021-01-01', '2022-01-01', 366, 'day'],
    [{ khoang: 'chon', tu: 'hôm kia' }, '7-ngay', '2021-08-10', '2021-08-16', 7, 'day'],
    [{ khoang: 'constructor' }, '7-ngay', '2021-08-10', '2021-08-16', 7, 'day'],
  ] as const)('asked for as %o', (asked, key, first, last, days, step) => {
    expect(spanOf(asked, now)).toMatchObject({ key, first, last, days, step });
  });

  test('begins and ends at midnight in Việt Nam', () => {
    const { from, to } = spanOf({ khoang: 'hom-nay' }, new Date('2021-08-15T17:30:00Z'));
    expect([from.toISOString(), to.toISOString()]).toEqual(['2021-08-15T17:00:00.000Z', '2021-08-16T17:00:00.000Z']);
  });

  test('has every hour or day until now, each once and in order, and loses nothing that was counted in it', () => {
    fc.assert(
      fc.property(fc.constantFrom('hom-nay', '2-ngay', '7-ngay', '30-ngay'), fc.array(fc.integer({ min: 0, max: 29 })), (khoang, back) => {
        const span = spanOf({ khoang }, now);
        const keys = stepsOf(span, new Map(), '9999').map(({ at }) => at);
        const found = new Map(back.map((i) => [keys[i % keys.length] ?? '', i + 1]));
        const drawn = stepsOf(span, found, '9999');
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toEqual(keys.toSorted());
        expect(drawn.reduce((sum, { value }) => sum + value, 0)).toBe([...found.values()].reduce((sum, value) => sum + value, 0));
        expect(stepsOf(span, found, '2021-08-16 09').every(({ at }) => at <= '2021-08-16 09')).toBe(true);
      }),
    );
  });
});

test.each([
  [{ issued: 1800, days: 5, words: 'trong 5 ngày qua', onBehalf: [{ name: 'Hà Nội', count: 500 }] }, '1.800 giấy trong 5 ngày, 500 giấy cấp hộ Hà Nội'],
  [{ issued: 3, days: 1, words: 'hôm nay', onBehalf: [] }, '3 giấy hôm nay'],
  [{ issued: 0, days: 1, words: 'hôm nay', onBehalf: [] }, 'Chưa cấp giấy nào hôm nay'],
  [{ issued: 0, days: 7, words: 'trong 7 ngày qua', onBehalf: [] }, 'Chưa cấp giấy nào trong 7 ngày qua'],
  [
    { issued: 90, days: 2, words: '', onBehalf: ['An Giang', 'Huế', 'Hà Nội', 'Cà Mau'].map((name, i) => ({ name, count: i + 1 })) },
    '90 giấy trong 2 ngày, 4 giấy cấp hộ Cà Mau, 3 giấy cấp hộ Hà Nội, 3 giấy cấp hộ 2 tỉnh khác',
  ],
])('the sentence of %o', (figures, sentence) => {
  expect(headline(figures)).toBe(sentence);
});

test.each([
  [0, '0 phút'],
  [59.6, '1 giờ'],
  [200, '3 giờ 20 phút'],
  [1440 * 2 + 250, '2 ngày 4 giờ'],
  [-3, '0 phút'],
])('%d minutes are %s', (minutes, words) => expect(lasting(minutes)).toBe(words));

test.each([
  [40, '40 phút'],
  [456, '7,6 giờ'],
  [480, '8 giờ'],
  [3300, '2,3 ngày'],
])('%d minutes are roughly %s', (minutes, words) => expect(roughly(minutes)).toBe(words));
