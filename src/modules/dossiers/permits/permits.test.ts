import { describe, expect, test } from 'vitest';
import { provinceName, provincesOf } from '../procedures/blocks/provinces.ts';
import { showPlate, tidyPlate } from '../procedures/form/plate.ts';
import { maskPeople } from './people.ts';
import { foldThing } from './thing.ts';

describe('a plate', () => {
  test.each([
    ['20c 123.45', '20C-123.45'],
    ['20C-1234', '20C-1234'],
    ['20B1-123.45', '20B1-123.45'],
    ['20LD-012.34', '20LD-012.34'],
    ['29R 00412', '29R-004.12'],
    ['TC-12-34', 'TC1234'],
    ['80-123-NG-01', '80123NG01'],
    // As word processors, telephones and other alphabets write it.
    ['20C–123.45', '20C-123.45'],
    ['20C\u2011123.45', '20C-123.45'],
    ['20C−123_45', '20C-123.45'],
    ['\u200e20C\u200b-\u00ad123.45', '20C-123.45'],
    ['２０Ｃ－１２３．４５', '20C-123.45'],
    ['20\u0421-123.45', '20C-123.45'],
    ['20\u0410-123.45', '20A-123.45'],
    ['20\u0392-123.45', '20B-123.45'],
  ])('typed as %s is painted %s', (typed, painted) => {
    expect(showPlate(tidyPlate(typed))).toBe(painted);
    expect(foldThing(painted)).toBe(tidyPlate(typed));
  });

  test('with Đ is compared as the one with D, and painted as it was typed', () => {
    expect(showPlate(tidyPlate('20lđ 01234'))).toBe('20LĐ-012.34');
    expect(foldThing('20LĐ-012.34')).toBe(foldThing('20LD-012.34'));
  });
});

test('people on a windscreen are initials and three digits', () => {
  expect(maskPeople([{ name: 'Lương Văn  Mẫu', number: '019085000456' }, { name: 'Đỗ Thị Mẫu' }])).toBe('L.V.M. ··456, Đ.T.M.');
  expect(maskPeople([{}])).toBe('');
});

test('each era has its provinces', () => {
  expect(provincesOf('2021')).toHaveLength(63);
  expect(provincesOf('2026')).toHaveLength(34);
  for (const era of ['2021', '2026'] as const) expect(new Set(provincesOf(era).map(({ value }) => value)).size).toBe(provincesOf(era).length);
  expect(provinceName('2021', '06')).toBe('Bắc Kạn');
  expect(provinceName('2026', '06')).toBe('06');
});
