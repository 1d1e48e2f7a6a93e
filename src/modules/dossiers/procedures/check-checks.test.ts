import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPackage } from './check.ts';
import { loadPackage } from './load.ts';

const file = readFileSync(join(import.meta.dirname, '../../../../data/procedures/packages/MC-LUONG-XANH-giay-di-duong.yaml'), 'utf8');

test.each([
  ['a question that is not there', 'at: vehicles.inspectedTo', 'at: vehicles.inspected', 'không có ô đó'],
  ['a question that holds no date', 'at: drivers.testDate', 'at: drivers.name', 'không phải ô ngày'],
  ['no question at all', 'plate-known, at: vehicles.plate', 'plate-known', 'Thêm «at: phần.ô»'],
  ['something else than what the permit is for', 'not-twice, at: vehicles.plate', 'not-twice, at: vehicles.type', 'result.thing'],
  ['a test that may be so many days old', 'within: 72 hours', 'within: 3 calendar-days', 'within: 72 hours'],
  ['a longest time that is missing', ' within: 15 calendar-days,', '', 'within: 15 calendar-days'],
  ['a question where it looks at none', 'papers-there,', 'papers-there, at: vehicles.plate,', 'bỏ «at»'],
  ['a paper that is not there', 'papers-there,', 'papers-there, papers: [giay-ra-vao],', 'giay-ra-vao'],
  ['two of one kind without names of their own', 'title: Đăng kiểm, at: vehicles.inspectedTo', 'title: Hợp đồng, at: vehicles.contractTo', undefined],
  ['the same check twice', 'check: not-twice', 'check: no-other-permit', 'đã có ở trên'],
  ['an end that nobody knows', ', until: period.to', '', 'đến khi nào'],
  ['a check that there is none of', 'check: not-twice', 'check: horoscope', 'phải là một trong'],
  ['how sure the rule is', 'trong một hồ sơ., sure: I', 'trong một hồ sơ.', 'sure'],
] as const)('%s', (_, from, to, says) => {
  const spoiled = file.replace(from, to);
  expect(spoiled).not.toBe(file);
  const loaded = loadPackage(spoiled);
  const faults = checkPackage(loaded, '2021').faults ?? [];
  if (!says) expect(faults).toEqual([]);
  else expect(faults.map((fault) => fault.says).join('\n')).toContain(says);
  const [before, after] = [file.split('\n'), spoiled.split('\n')];
  const line = after.findIndex((one, i) => one !== before[i]) + 1;
  if (says && says !== 'đến khi nào') expect(faults.map((fault) => fault.line)).toContain(line);
});
