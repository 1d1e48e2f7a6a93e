import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeFor, feeRuleInWords } from './fees.ts';
import { foldText } from '#kernel/organisations/fold-text.ts';
import { isLonger, readLimit } from './limits.ts';
import { archetypes } from './archetypes/index.ts';
import { messageKinds } from './archetypes/archetype.ts';
import { placeholders } from './archetypes/common.ts';
import { writeMessage } from './messages.ts';
import { isOneSlip, readQuery, speller } from './query.ts';
import { list, readChannel, readFees, readLevels, readRegisterLimit } from './register.ts';
import { readRegister } from './read-register.ts';
import { packageSchema } from './schema.ts';

const fee = (rule: unknown) => packageSchema.shape.fee.parse(rule);

describe('a fee', () => {
  const page = fee({
    amount: 2000,
    per: 'page',
    count: 'document.pages',
    times: 'copies.number',
    beyond: { after: 2, amount: 1000 },
    most: 200_000,
    basis: 'TT',
  });

  it.each([
    [1, 1, 2000],
    [2, 1, 4000],
    [3, 1, 5000],
    [3, 4, 20_000],
    [500, 1, 200_000],
    [500, 2, 400_000],
  ])('of %i pages and %i copies is %i đồng', (pages, number, amount) => {
    expect(feeFor(page, { document: { pages }, copies: { number } }).amount).toBe(amount);
  });

  it('is a whole number of đồng that never falls when there is more of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (pages, number) => {
        const of = (p: number, n: number) => feeFor(page, { document: { pages: p }, copies: { number: n } }).amount ?? -1;
        expect(Number.isSafeInteger(of(pages, number))).toBe(true);
        expect(of(pages + 1, number)).toBeGreaterThanOrEqual(of(pages, number));
        expect(of(pages, number + 1)).toBeGreaterThan(of(pages, number));
      }),
    );
  });

  it('takes the better of two reliefs, and tells why', () => {
    const rule = fee({
      amount: 10_000,
      basis: 'NQ',
      relief: [
        { when: { field: 'a.b', is: ['x'] }, percent: 50, why: 'một nửa' },
        { when: { field: 'a.b', is: ['x', 'y'] }, why: 'miễn' },
      ],
    });
    expect(feeFor(rule, { a: { b: 'x' } })).toMatchObject({ amount: 0, why: 'miễn', words: 'Miễn phí' });
    expect(feeFor(rule, { a: { b: 'z' } }).amount).toBe(10_000);
  });

  it('is not known where the council decides, except when waived', () => {
    const rule = fee({ council: 'Theo nghị quyết', basis: 'NQ', relief: [{ when: { field: 'a.b', is: ['x'] }, why: 'miễn' }] });
    expect(feeFor(rule, {})).toMatchObject({ amount: null, words: 'Theo nghị quyết' });
    expect(feeFor(rule, { a: { b: 'x' } }).amount).toBe(0);
  });

  it('counts the items of a repeated part', () => {
    const rule = fee({ amount: 70_000, per: 'vehicle', count: 'vehicles', basis: 'TT' });
    expect(feeFor(rule, { vehicles: [{}, {}, {}] }).amount).toBe(210_000);
    expect(feeRuleInWords(rule)).toBe('70.000 đồng một xe');
  });
});

describe('a limit', () => {
  it('is read from words and compared with the law', () => {
    expect(readLimit('3 working-days')).toEqual({ value: 3, unit: 'working-day' });
    expect(readLimit('1 month')).toEqual({ value: 1, unit: 'month' });
    expect(['3 days', 'soon', '-1 hours', ''].map(readLimit)).toEqual([undefined, undefined, undefined, undefined]);
    expect(isLonger({ value: 4, unit: 'working-day' }, { value: 3, unit: 'working-day' })).toBe(true);
    expect(isLonger({ value: 0, unit: 'same-day' }, { value: 1, unit: 'calendar-day' })).toBe(false);
    expect(isLonger({ value: 3, unit: 'working-day' }, { value: 3, unit: 'calendar-day' })).toBe(true);
  });
});

describe('the register', () => {
  it.each([
    ['8,000 VNĐ', [{ amount: 8000, currency: 'VND' }]],
    [
      '10 USD | 2,000 Việt Nam Đồng',
      [
        { amount: 10, currency: 'USD' },
        { amount: 2000, currency: 'VND' },
      ],
    ],
    ['Miễn phí', [{ amount: 0, currency: 'VND' }]],
    ['Phí : Không Đồng', [{ amount: 0, currency: 'VND' }]],
    ['Phí : 2.000.000 Đồng (Thẩm định cấp phép', [{ amount: 2_000_000, currency: 'VND' }]],
    ['Lệ phí : 03 USD (Lệ phí: 03 USD/Giấy phép', [{ amount: 3, currency: 'USD' }]],
    ['20 VNĐ', [{ amount: 20, currency: 'VND', doubtful: true }]],
    ['Phí : Mức thu bằng 50% mức thu phí quy định', [{ words: 'Phí : Mức thu bằng 50% mức thu phí quy định' }]],
    ['Theo nghị quyết của HĐND', [{ words: 'Theo nghị quyết của HĐND' }]],
    ['', []],
    ['Phí: Đồng', []],
    [' | ', []],
  ])('reads the fee «%s»', (text, fees) => expect(readFees(text)).toMatchObject(fees));

  it.each([
    ['2', 'Ngày làm việc', { value: 2, unit: 'working-day' }],
    ['0.5', 'Ngày làm việc', { value: 4, unit: 'working-hour' }],
    ['0,5', 'Ngày', { value: 12, unit: 'hour' }],
    ['07 Ngày làm việc', '', { value: 7, unit: 'working-day' }],
    ['10 | 15', 'Ngày', { value: 10, unit: 'calendar-day' }],
    ['8', 'Giờ', { value: 8, unit: 'hour' }],
    ['1', 'Tháng', { value: 1, unit: 'month' }],
    ['2', 'NĂM', { value: 2, unit: 'year' }],
    ['0', 'Ngày làm việc', { value: 0, unit: 'same-day' }],
    ['5', '', { value: 5, unit: 'calendar-day' }],
    ['Ngay sau khi nhận đủ hồ sơ', '', { value: 0, unit: 'same-day' }],
    ['99999', 'Ngày', undefined],
    ['Không xác định', '', undefined],
    ['5', 'Tuần trăng', { value: 35, unit: 'calendar-day' }],
    ['5', 'con trâu', undefined],
    ['', '', undefined],
  ])('reads the limit «%s» «%s»', (time, unit, limit) => expect(readRegisterLimit(time, unit)).toEqual(limit));

  it('reads levels, channels and lists', () => {
    expect(readLevels('Cấp bộ, Cấp tỉnh, cấp XÃ, Cơ quan khác')).toEqual(['ministry', 'province', 'commune', 'other']);
    expect(['Trực tiếp', 'in_person', 'Trực tuyến', 'Dịch vụ bưu chính', 'bồ câu'].map(readChannel)).toEqual(['desk', 'desk', 'online', 'post', undefined]);
    expect(list('Tổ chức (không bao gồm doanh nghiệp, HTX), Công dân')).toEqual(['Tổ chức (không bao gồm doanh nghiệp, HTX)', 'Công dân']);
  });

  it('joins several rows of one code and several cases of one channel', () => {
    const csv = 'code,name,channels,time,time_unit,fee\n1.1,Thủ tục,in_person,2,Ngày,"1,000 VNĐ"\n1.1,Thủ tục,online,1,Ngày,"2,000 VNĐ"\n';
    expect(readRegister(csv).entries[0]?.facts.channels.map(({ channel }) => channel)).toEqual(['desk', 'online']);
    const details =
      '{"code":"1.001023","channels":[{"channel":"online","time":1,"unit":"Ngày làm việc","fee":null},{"channel":"online","time":2,"unit":"Ngày làm việc"}]}\nkhông phải JSON\n';
    const read = readRegister('code,name\n1.001023,Liên vận\n', details);
    expect(read.entries[0]?.facts.channels).toEqual([{ channel: 'online', limit: { value: 2, unit: 'working-day' }, fees: [] }]);
    expect(read.faults).toHaveLength(1);
  });

  it('never breaks on a file that is not what it should be', () => {
    for (const csv of ['', 'code', 'a,b\n1,2\n', '\uFEFFcode,name\n"x', 'code,name\n1.2,"a\nb"\n', '{}', '\0\0'])
      expect(readRegister(csv).entries.length).toBeLessThan(2);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (csv, details) => {
        expect(Array.isArray(readRegister(`code,name\n${csv}`, details).entries)).toBe(true);
      }),
    );
  });
});

describe('a query', () => {
  it('speaks only letters, digits and its own operators to the index', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readQuery(text).tsquery ?? '').toMatch(/^[\p{L}\p{N} &|():*<>-]*$/u);
      }),
    );
    expect(readQuery("giấy' | khai:*").tsquery).toBe('(giay & khai:*)');
  });

  it('also asks in the register’s words', () => expect(readQuery('lam so do').tsquery).toContain('quyen <-> su <-> dung <-> dat'));

  it('offers near spellings of unknown words only', () => {
    const spell = speller(new Set(['khai', 'sinh', 'giay']));
    expect(spell('khai')).toEqual(['khai']);
    expect(spell('kahi')).toEqual(['khai']);
    expect(spell('sih')).toEqual(['sinh']);
    expect(spell('xyzzy')).toEqual(['xyzzy']);
    expect([isOneSlip('giay', 'giayy'), isOneSlip('abcd', 'dcba')]).toEqual([true, false]);
  });

  it('folds old and new tone marks, composed and not, to the same words', () => {
    expect([foldText('Hoà giải'), foldText('Hòa giải'), foldText('HÒA GIẢI'.normalize('NFD'))]).toEqual(['hoa giai', 'hoa giai', 'hoa giai']);
    expect(foldText('Đường  bộ – “xe”')).toBe('duong bo xe');
  });
});

describe('messages', () => {
  const values = {
    name: 'Nông Thị Mẫu',
    procedure: 'Cấp bản sao',
    code: 'H55.368-261123-0007',
    unit: 'UBND xã Mẫu',
    link: 'https://motcua.vn/t/Ab3',
    due: '17:00 24/11/2026',
    newDue: '17:00 26/11/2026',
    fee: '8.000 đồng',
    reason: 'lý do',
    items: '- giấy',
    place: 'bàn một cửa',
    count: '12',
    until: '26/11/2026',
  };

  it.each(Object.values(archetypes))('of «$name» fill every place and fit one plain text message', ({ messages }) => {
    for (const kind of messageKinds) {
      const written = writeMessage(messages, kind, Object.fromEntries(placeholders[kind].map((name) => [name, values[name as keyof typeof values]])));
      expect(written.text).not.toMatch(/[{}]/);
      expect(written.sms).toMatch(/^[\x20-\x7e]{1,160}$/);
    }
  });
});
