import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, momentOf } from '#kernel/calendar/index.ts';
import { checkPackage } from '../procedures/check.ts';
import type { Answers, CheckRule, ProcedureVersion } from '../procedures/index.ts';
import { loadPackage } from '../procedures/load.ts';
import type { OpenDossier, OtherPermit } from '../store/check-facts.ts';
import type { Dossier } from '../store/read.ts';
import { covers, daysIn, overlap, type Period, periodInWords } from './period.ts';
import { registry } from './registry.ts';
import type { Looked } from './subject.ts';

const file = readFileSync(join(import.meta.dirname, '../../../../data/procedures/packages/MC-LUONG-XANH-giay-di-duong.yaml'), 'utf8');
const checked = checkPackage(loadPackage(file), '2021');
const procedure = { ...checked.procedure!, id: 'x', version: 1 } as ProcedureVersion;

const answers: Answers = {
  vehicles: [{ plate: '20C12345', owner: 'own', inspectedTo: '2021-12-31' }],
  drivers: [{ name: 'Lương Văn Mẫu', testDate: '2021-08-20' }],
  period: { from: '2021-08-22', to: '2021-08-31' },
};

type Told = Partial<Looked> & { form?: Answers; code?: string; submittedAt?: Date };

function looked({ form = answers, code = 'H55-2', submittedAt = at('2021-08-21', '09:00'), ...rest }: Told = {}): Looked {
  return {
    dossier: { id: 'this', code, form, channel: 'online', submittedAt, procedureCode: procedure.code } as unknown as Dossier,
    procedure,
    period: { from: '2021-08-22', to: '2021-08-31' },
    sent: '2021-08-21',
    today: '2021-08-21',
    permits: [],
    others: [],
    papers: new Set(['dang-ky-xe']),
    plates: { '20': 'Thái Nguyên' },
    ...rest,
  };
}

function at(day: Day, clock = '00:00'): Date {
  return momentOf(day, clock);
}

function found(id: string, told: Told = {}, change: Partial<CheckRule> = {}) {
  const rule = procedure.checks.find(({ check }) => check === id);
  if (!rule) throw new Error(`the package has no check ${id}`);
  return registry[rule.check].look(looked(told), { ...rule, ...change });
}

function first(id: string, told: Told = {}, change: Partial<CheckRule> = {}) {
  const [one] = found(id, told, change);
  return [one?.verdict, one?.words ?? ''] as const;
}

const permit = (from: Day, to: Day | null, more: Partial<OtherPermit> = {}): OtherPermit => ({
  asker: 'this',
  renewed: false,
  renewedBy: [],
  procedureCode: procedure.code,
  numberText: '12/GNDPT',
  thing: '20C12345',
  validFrom: at(from, '10:00'),
  validUntil: to === null ? null : at(to, '23:59'),
  suspendedAt: null,
  suspendedWhy: null,
  revokedAt: null,
  revokedWhy: null,
  ...more,
});

const other = (more: Partial<OpenDossier> = {}): OpenDossier => ({
  id: 'other',
  code: 'H55-1',
  procedureCode: procedure.code,
  receivingUnit: 'a',
  decidingUnit: 'a',
  asker: 'this',
  thing: '20C12345',
  submittedAt: at('2021-08-20', '22:10'),
  from: '2021-08-25',
  to: '2021-09-05',
  ...more,
});

describe('another permit for the same plate', () => {
  test.each([
    ['none', [], 'pass', 'Không có giấy nào khác'],
    ['ended the day before', [permit('2021-08-10', '2021-08-21')], 'pass', 'Không có giấy nào khác'],
    ['begins the day after', [permit('2021-09-01', '2021-09-10')], 'pass', 'Không có giấy nào khác'],
    ['of another plate', [permit('2021-08-01', null, { thing: '20C99999' })], 'pass', 'Không có giấy nào khác'],
    ['ends on the first day', [permit('2021-08-10', '2021-08-22')], 'doubt', 'trùng 1 ngày với thời gian xin. Nên cho giấy mới bắt đầu từ 23/08/2021'],
    ['begins on the last day', [permit('2021-08-31', '2021-09-10')], 'doubt', 'giấy số 12/GNDPT, có giá trị 31/08/2021 – 10/09/2021'],
    ['covers it all', [permit('2021-08-22', '2021-08-31')], 'fail', 'trùm cả thời gian xin'],
    ['holds for ever', [permit('2020-01-01', null)], 'fail', 'trùm cả thời gian xin'],
    ['is suspended', [permit('2021-08-30', null, { suspendedAt: at('2021-08-15', '07:00'), suspendedWhy: 'Chở sai hàng' })], 'fail', 'Chở sai hàng'],
    ['is the one to be renewed', [permit('2021-08-10', '2021-08-23', { renewed: true })], 'pass', 'Xin gia hạn giấy số 12/GNDPT'],
    [
      'is to be renewed while suspended',
      [permit('2021-08-10', '2021-08-23', { renewed: true, suspendedAt: at('2021-08-15'), suspendedWhy: 'Chở sai hàng' })],
      'fail',
      'đình chỉ',
    ],
    ['was taken back', [permit('2021-08-01', null, { revokedAt: at('2021-08-15', '07:00') })], 'pass', 'Không có giấy nào khác'],
    ['two, the graver counts', [permit('2021-08-10', '2021-08-22'), permit('2021-08-01', null)], 'fail', 'trùm cả thời gian xin'],
  ] as const)('%s', (_, permits, verdict, words) => {
    expect(first('no-other-permit', { permits })).toEqual([verdict, expect.stringContaining(words)]);
  });

  test('each vehicle is looked at by itself and named by its plate', () => {
    const form = { ...answers, vehicles: [{ plate: '20C12345' }, { plate: '20C67890' }] };
    const results = found('no-other-permit', { form, permits: [permit('2021-08-01', null, { thing: '20C67890' })] });
    expect(results.map(({ about, verdict }) => [about, verdict])).toEqual([
      ['20C-123.45', 'pass'],
      ['20C-678.90', 'fail'],
    ]);
  });
});

describe('a permit for the same plate that was taken back', () => {
  const back = (revoked: Day, more: Partial<OtherPermit> = {}) =>
    permit('2021-01-01', null, { revokedAt: at(revoked, '07:30'), revokedWhy: 'Cho xe khác mượn', ...more });
  test.each([
    ['none', [permit('2021-08-22', '2021-08-31')], 'pass', 'Không có giấy nào bị thu hồi gần đây'],
    ['yesterday', [back('2021-08-20')], 'doubt', 'Giấy số 12/GNDPT bị thu hồi 07:30, 20/08/2021 (Cho xe khác mượn). Xem lý do'],
    ['on the first of ninety days', [back('2021-05-23')], 'doubt', 'bị thu hồi'],
    ['a day earlier', [back('2021-05-22')], 'pass', 'gần đây'],
    ['of another plate', [back('2021-08-20', { thing: '20C99999' })], 'pass', 'gần đây'],
  ] as const)('%s', (_, permits, verdict, words) => {
    expect(first('not-taken-back', { permits })).toEqual([verdict, expect.stringContaining(words)]);
  });
});

describe('the same plate in another open dossier', () => {
  test.each([
    ['none', {}, 'pass', 'Không trùng'],
    ['sent before', { others: [other()] }, 'fail', 'nộp trước, lúc 22:10, 20/08/2021, xin 25/08/2021 – 05/09/2021'],
    ['sent after', { others: [other({ submittedAt: at('2021-08-21', '10:00') })] }, 'doubt', 'nộp sau'],
    ['sent in the same moment: the earlier code came first', { others: [other({ submittedAt: at('2021-08-21', '09:00') })] }, 'fail', 'nộp trước'],
    ['for other days', { others: [other({ from: '2021-09-01', to: '2021-09-05' })] }, 'pass', 'Không trùng'],
    ['for days that cannot be read', { others: [other({ from: null, to: null })] }, 'fail', 'nộp trước'],
    ['of other plates', { others: [other({ thing: '20C99999' })] }, 'pass', 'Không trùng'],
  ] as const)('%s', (_, told, verdict, words) => {
    expect(first('not-twice', told as Told)).toEqual([verdict, expect.stringContaining(words)]);
  });

  test('its code is not in the words, which officers of any unit read, but beside them', () => {
    const [result] = found('not-twice', { others: [other()] });
    expect(result?.words).not.toContain('H55-1');
    expect(result?.see).toEqual({ id: 'other', code: 'H55-1', receivingUnit: 'a', decidingUnit: 'a' });
  });

  test('twice within the dossier is told with both places', () => {
    const form = { ...answers, vehicles: [{ plate: '20C12345' }, { plate: '20C67890' }, { plate: '20C12345' }] };
    expect(found('not-twice', { form }).map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'fail']);
    expect(first('not-twice', { form })[1]).toContain('mục 1 và mục 3');
  });
});

describe('a paper that must hold to the last day', () => {
  test.each([
    ['2021-08-31', 'pass', 'Còn hạn đến 31/08/2021'],
    ['2021-08-30', 'fail', 'Xin đến hết 30/08/2021 thì được'],
    ['2021-08-21', 'fail', 'trước ngày bắt đầu. Phải gia hạn'],
    [undefined, 'doubt', 'Chưa khai'],
  ] as const)('until %s: %s', (inspectedTo, verdict, words) => {
    const vehicle = { plate: '20C12345', owner: 'own', ...(inspectedTo ? { inspectedTo } : {}) };
    expect(first('in-date', { form: { ...answers, vehicles: [vehicle] } })).toEqual([verdict, expect.stringContaining(words)]);
  });

  test('what the form does not ask of this vehicle is not looked for', () => {
    const hired = { plate: '20C67890', owner: 'hired', contractTo: '2021-08-25' };
    const results = found('in-date', { form: { ...answers, vehicles: [{ plate: '20C12345', owner: 'own' }, hired] } }, { at: 'vehicles.contractTo' });
    expect(results.map(({ about, verdict }) => [about, verdict])).toEqual([['20C-678.90', 'fail']]);
  });
});

describe('a test no older than 72 hours', () => {
  const tested = (testDate: string | undefined) => ({ ...answers, drivers: [{ name: 'Lương Văn Mẫu', ...(testDate ? { testDate } : {}) }] });
  test.each([
    ['2021-08-19', {}, 'pass', 'còn trong 72 giờ'],
    ['2021-08-18', {}, 'fail', 'Cần kết quả lấy từ 19/08/2021'],
    [undefined, {}, 'doubt', 'Chưa khai'],
    ['2021-08-22', {}, 'fail', 'còn ở phía trước'],
    // Asked for from a day that was over when it was sent: counted from the sending.
    ['2021-08-19', { sent: '2021-08-23', today: '2021-08-23' }, 'fail', 'khi bắt đầu đi 23/08/2021'],
    ['2021-08-20', { sent: '2021-08-23', today: '2021-08-23' }, 'pass', 'khi bắt đầu đi 23/08/2021'],
  ] as const)('taken on %s, %o: %s', (day, told, verdict, words) => {
    expect(first('fresh', { form: tested(day), ...told })).toEqual([verdict, expect.stringContaining(words)]);
  });

  test('is told of the person by name', () => expect(found('fresh')[0]?.about).toBe('Lương Văn Mẫu'));
});

test.each([
  ['20C12345', 'pass', '20C-123.45 là biển Thái Nguyên'],
  ['13C12345', 'doubt', 'Không tỉnh nào dùng đầu số 13'],
  ['20R12345', 'doubt', 'rơ-moóc'],
  ['TC1234', 'doubt', 'quân đội'],
  ['80123NG01', 'pass', 'ngoại giao'],
  ['BIENLA', 'doubt', 'khác dạng thường gặp'],
])('the plate %s: %s', (plate, verdict, words) => {
  expect(first('plate-known', { form: { ...answers, vehicles: [{ plate }] } })).toEqual([verdict, expect.stringContaining(words)]);
});

test.each([
  [{ from: '2021-08-22', to: '2021-09-05' }, 'pass', 'Xin 15 ngày'],
  [{ from: '2021-08-22', to: '2021-09-06' }, 'fail', 'Xin 16 ngày, 22/08/2021 – 06/09/2021; nhiều nhất 15 ngày, tức đến hết 05/09/2021'],
  [{ from: '2021-08-22', to: '2021-08-22' }, 'pass', 'Xin 1 ngày, ngày 22/08/2021'],
  [{ from: '2021-08-22', to: '2021-08-21' }, 'fail', 'đứng trước'],
  [{ from: '2021-08-01', to: '2021-08-10' }, 'fail', 'đã qua'],
  [{ from: '2021-08-01', to: null }, 'fail', 'không ghi ngày cuối'],
])('asked for %o: %s', (period, verdict, words) => {
  expect(first('period-within', { period })).toEqual([verdict, expect.stringContaining(words)]);
});

test.each([
  [['dang-ky-xe'], undefined, 'pass', 'Đủ 1 loại'],
  [[], undefined, 'fail', 'Thiếu: Đăng ký xe và đăng kiểm.'],
  [['dang-ky-xe'], ['xet-nghiem'], 'fail', 'Thiếu: Kết quả xét nghiệm'],
  [['dang-ky-xe', 'xet-nghiem'], ['xet-nghiem'], 'pass', 'Đủ 2 loại'],
])('papers %o, of which the check insists on %o: %s', (papers, insists, verdict, words) => {
  expect(first('papers-there', { papers: new Set(papers) }, { papers: insists })).toEqual([verdict, expect.stringContaining(words)]);
});

describe('periods, whatever they are', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((count) => addDays('2021-07-15', count));
  const period: fc.Arbitrary<Period> = fc
    .tuple(day, fc.option(fc.integer({ min: 0, max: 30 })))
    .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));
  const has = ({ from, to }: Period, one: Day) => from <= one && (to === null || one <= to);

  test('a day is shared exactly when both have it', () => {
    fc.assert(
      fc.property(period, period, day, (a, b, one) => {
        const shared = overlap(a, b);
        expect(shared ? has(shared, one) : false).toBe(has(a, one) && has(b, one));
      }),
    );
  });

  test('it does not matter which is asked first', () => {
    fc.assert(fc.property(period, period, (a, b) => void expect(overlap(a, b)).toEqual(overlap(b, a))));
  });

  test('one that covers another shares all its days with it', () => {
    fc.assert(fc.property(period, period, (a, b) => void expect(covers(a, b)).toBe(JSON.stringify(overlap(a, b)) === JSON.stringify(b))));
  });

  test('a permit passes, raises a doubt or fails as it shares no day, some, or all that are asked for', () => {
    const ended = period.filter(({ to }) => to !== null);
    fc.assert(
      fc.property(ended, period, (asked, holds) => {
        const shared = overlap(asked, holds);
        const [verdict, words] = first('no-other-permit', { period: asked, permits: [permit(holds.from, holds.to)] });
        expect(verdict).toBe(!shared ? 'pass' : daysIn(shared) === daysIn(asked) ? 'fail' : 'doubt');
        if (shared) expect(words).toContain(periodInWords(holds));
      }),
    );
  });
});
