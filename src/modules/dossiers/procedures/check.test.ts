import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPackage, type StaffedUnit, type Surroundings } from './check.ts';
import { loadPackage } from './load.ts';

const file = readFileSync(join(import.meta.dirname, '../../../../data/procedures/packages/2.000635-ban-sao-ho-tich.yaml'), 'utf8');

/** The good package with one thing made wrong. */
function spoiled(from: string | RegExp, to: string): string {
  const yaml = file.replace(from, to);
  if (yaml === file) throw new Error('the spoiling changed nothing');
  return yaml;
}

function faultsOf(yaml: string, around: Surroundings = {}) {
  return checkPackage(loadPackage(yaml), '2026', around).faults ?? [];
}

function lineOf(yaml: string, words: string): number {
  return yaml.split('\n').findIndex((line) => line.includes(words)) + 1;
}

const commune: StaffedUnit = { id: 'm05719', name: 'Xã Mẫu', level: 'commune', roles: ['desk', 'civil-status', 'leader', 'clerk'] };

describe('the checker', () => {
  it('lets the good package pass', () => expect(faultsOf(file, { units: [commune] })).toEqual([]));

  it.each([
    ['a fee without legal basis', spoiled(', basis: Thông tư 281/2016/TT-BTC', ''), 'fee:', 'Có thu tiền mà chưa ghi căn cứ'],
    ['a fee counted by a field that is not there', spoiled('copies.number', 'copies.amount'), 'fee:', 'copies.amount'],
    ['a fee for each copy that does not say where the number is', spoiled(', count: copies.number', ''), 'fee:', 'count'],
    ['an unknown block', spoiled('civil-status-record', 'civil-record'), 'form:', 'Không có khối «civil-record»'],
    ['an unknown question in a delta', spoiled('[applicant,', '[{ block: applicant, without: [shoeSize] },'), 'form:', 'shoeSize'],
    ['a block twice', spoiled('delivery, oath', 'delivery, applicant'), 'form:', 'đã có ở trên'],
    [
      'an own question with a name already taken',
      spoiled('copies, delivery', '{ block: copies, add: [{ id: number, label: Mấy, kind: number }] }, delivery'),
      'form:',
      'bị trùng',
    ],
    [
      'a row of a sheet that answers a question nobody asks',
      spoiled('copies, delivery', '{ block: copies, by_row: [colour] }, delivery'),
      'form:',
      'không có câu hỏi «colour»',
    ],
    [
      'a condition on a missing field',
      spoiled('copies, delivery', '{ block: copies, when: { field: record.colour, is: [red] } }, delivery'),
      'form:',
      'không có ô «record.colour»',
    ],
    ['a condition on a missing choice', spoiled('is: [authorised]', 'is: [stranger]'), 'uy-quyen', 'không có lựa chọn «stranger»'],
    ['a paper with an id already taken', spoiled('id: uy-quyen', 'id: giay-to-tuy-than'), 'Văn bản ủy quyền', 'bị trùng'],
    ['an unknown archetype', spoiled('same-day-copy', 'same-day-coffee'), 'archetype:', 'Không có kiểu «same-day-coffee»'],
    [
      'an era the package does not have',
      spoiled('"2026": {', '"2021": {').replace(/\n {2}"2021": \{ from: "2021-01-01".*/, ''),
      'profiles:',
      'không có thời kỳ 2026',
    ],
    ['a result that ends on a field that is not there', spoiled('code: KQ.G15.000342', 'until: period.to'), 'result:', 'period.to'],
    ['a result for each item of a part that does not repeat', spoiled('code: KQ.G15.000342', 'each: copies'), 'result:', 'copies'],
    ['less than whole-process without a published reason', spoiled('online: full', 'online: partial'), 'online:', 'công khai lý do'],
    ['an unknown message', spoiled('notes:', 'messages: { birthday: { subject: a, text: b, sms: c } }\nnotes:'), 'messages:', 'Không có loại tin «birthday»'],
    [
      'a message with an unknown placeholder',
      spoiled('notes:', 'messages: { done: { subject: "Xong {code}", text: "Gặp {mayor}", sms: a } }\nnotes:'),
      'messages:',
      'chỗ trống lạ {mayor}',
    ],
    ['an unknown state in the status map', spoiled('notes:', 'statuses: { sleeping: 4 }\nnotes:'), 'statuses:', 'Không có trạng thái «sleeping»'],
  ])('refuses %s, naming the line', (_, yaml, at, says) => {
    const faults = faultsOf(yaml);
    expect(faults.map((fault) => fault.says).join('\n')).toContain(says);
    expect(faults.map(({ line }) => line)).toContain(lineOf(yaml, at));
  });

  it.each([
    [
      'a route that begins in the middle',
      '[{ step: assess, role: civil-status, at: deciding }, { step: approve, role: leader, at: deciding }, { step: give-back, role: desk, at: receiving }]',
      'Bước đầu tiên',
    ],
    ['a route nobody can leave', '[{ step: receive, role: desk, at: receiving }, { step: approve, role: leader, at: deciding }]', 'không ra khỏi bước này'],
    [
      'a step after one that comes later in life',
      '[{ step: receive, role: desk, at: receiving }, { step: approve, role: leader, at: deciding }, { step: assess, role: civil-status, at: deciding }, { step: give-back, role: desk, at: receiving }]',
      'không ai tới được',
    ],
    [
      'the same step twice',
      '[{ step: receive, role: desk, at: receiving }, { step: approve, role: leader, at: deciding }, { step: approve, role: leader, at: deciding }, { step: give-back, role: desk, at: receiving }]',
      'không bao giờ tới được',
    ],
    ['a result nobody signs', '[{ step: receive, role: desk, at: receiving }, { step: give-back, role: desk, at: receiving }]', 'không ai ký'],
    [
      'a step held by somebody who may not finish it',
      '[{ step: receive, role: desk, at: receiving }, { step: approve, role: leader, at: deciding }, { step: give-back, role: clerk, at: deciding }]',
      'không làm xong được',
    ],
  ])('refuses %s', (_, route, says) => {
    const yaml = file.replace('notes:', `route: ${route}\nnotes:`);
    expect(
      faultsOf(yaml)
        .map((fault) => fault.says)
        .join('\n'),
    ).toContain(says);
  });

  it('refuses a limit longer than the law’s', () => {
    const yaml = spoiled('limit: same-day', 'limit: 5 working-days');
    const faults = faultsOf(yaml, { lawLimit: { is: { value: 3, unit: 'working-day' }, basis: 'Luật Mẫu' } });
    expect(faults).toEqual([{ line: lineOf(yaml, 'limit:'), says: expect.stringContaining('dài hơn luật cho phép') }]);
    expect(faultsOf(file, { lawLimit: { is: { value: 3, unit: 'working-day' }, basis: 'Luật Mẫu' } })).toEqual([]);
  });

  it('refuses a role with no holder in a unit that offers the procedure, and a department that is not there', () => {
    const faults = faultsOf(file, { units: [commune, { ...commune, id: 'm2', name: 'Xã Thiếu Người', roles: ['desk', 'leader', 'clerk'] }] });
    expect(faults.map((fault) => fault.says)).toEqual([expect.stringMatching(/vai «civil-status».*Xã Thiếu Người/)]);
    const badge = loadPackage(readFileSync(join(import.meta.dirname, '../../../../data/procedures/packages/2.002288-phu-hieu-xe.yaml'), 'utf8'));
    expect(
      checkPackage(badge, '2026', { units: [commune] })
        .faults?.map((fault) => fault.says)
        .join(),
    ).toContain('so-xay-dung');
  });

  it('refuses a state without a national code', () => {
    expect(faultsOf(file.replace('notes:', 'statuses: { done: 11 }\nnotes:')).length).toBeGreaterThan(0);
  });

  it('tells the line of what cannot be read at all', () => {
    expect(faultsOf('code: [')[0]?.says).toContain('Không đọc được YAML');
    const yaml = spoiled('limit: same-day', 'limit: soon');
    expect(faultsOf(yaml)).toEqual([{ line: lineOf(yaml, 'limit: soon'), says: expect.stringContaining('«soon» không phải thời hạn') }]);
    const typo = spoiled('plain:', 'plian:');
    expect(
      faultsOf(typo)
        .map(({ says }) => says)
        .join(),
    ).toContain('không có mục «plian»');
  });

  it('tells the line inside the era when the era is what is wrong', () => {
    const yaml = spoiled('"2026": { from: "2025-07-01" }', '"2026":\n    from: "2025-07-01"\n    archetype: nothing-known');
    expect(faultsOf(yaml)[0]?.line).toBe(lineOf(yaml, 'nothing-known'));
  });
});
