import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { birth } from '../blocks/civil-status.ts';
import { applicant, requester } from '../blocks/person.ts';
import { copies, delivery, vehicles } from '../blocks/things.ts';
import { readDate, typeDate } from './dates.ts';
import { addButton, checkForm, drawForm, fieldLines, type Form, retype, sampleOf } from './form.ts';
import { type AnswersOf, optional } from './question.ts';
import { count, date, measure, money, personalNumber, phone, plate } from './questions.ts';

const form: Form = { sections: [applicant(), requester(), vehicles(3), copies(), delivery()] };

function errorsOf(typed: Record<string, string>) {
  const sample = sampleOf(form);
  return checkForm(form, { ...sample, ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]])) }).errors ?? {};
}

describe('a form', () => {
  it('types its answers from its questions', () => {
    expectTypeOf<AnswersOf<ReturnType<typeof copies>>>().toEqualTypeOf<{ number?: number }>();
    expectTypeOf<AnswersOf<ReturnType<typeof birth>>['name']>().toEqualTypeOf<string | undefined>();
  });

  it('says which field is empty, in its own words', () => {
    expect(errorsOf({ 'applicant.name': '   ' })).toEqual({ 'applicant.name': 'Hãy điền họ, chữ đệm, tên.' });
    expect(errorsOf({ 'copies.number': '0' })).toEqual({ 'copies.number': 'Xin mấy bản: ghi một số từ 1 đến 100.' });
  });

  it('asks for what another answer demands, only then, and shows it when it comes back', () => {
    expect(errorsOf({ 'delivery.mode': 'post', 'delivery.address': '' })).toHaveProperty('delivery.address');
    expect(errorsOf({ 'delivery.mode': 'desk', 'delivery.address': '' })).toEqual({});
    const seen = (mode: string) =>
      drawForm(form, { 'delivery.mode': [mode] })
        .at(-1)
        ?.items[0]?.fields.find(({ name }) => name === 'delivery.address');
    expect(seen('post')).toMatchObject({ visible: true, showWhen: { field: 'delivery.mode', is: ['post'] } });
    expect(seen('desk')?.visible).toBe(false);
  });

  it('drops answers nobody asked for', () => {
    const { answers } = checkForm(form, { ...sampleOf(form), 'delivery.mode': ['desk'], 'delivery.address': ['ở đâu đó'], 'evil.field': ['x'] });
    expect(answers).toMatchObject({ delivery: { mode: 'desk' } });
    expect(answers).not.toHaveProperty('evil');
    expect(answers).not.toHaveProperty('delivery.address');
  });

  it('repeats a part: another item by button, blank ones are not there, errors name the item', () => {
    expect(drawForm(form, { [addButton]: ['vehicles'] })[2]?.items.map(({ title }) => title)).toEqual(['Xe 1', 'Xe 2']);
    expect(drawForm(form, { 'vehicles.2.plate': ['x'], [addButton]: ['vehicles'] })[2]).toMatchObject({ add: undefined });
    const two = checkForm(form, { ...sampleOf(form), 'vehicles.1.plate': ['20C-678.90'] });
    expect(two.errors).toHaveProperty('vehicles.1.type');
    expect(checkForm(form, { ...sampleOf(form), 'vehicles.1.plate': ['  '] }).answers?.vehicles).toHaveLength(1);
  });

  it('lets an officer point at every answered field', () => {
    const { answers } = checkForm(form, sampleOf(form));
    const lines = fieldLines(form, answers!);
    expect(lines).toContainEqual(expect.objectContaining({ item: 'field:vehicles.0.plate', label: 'Xe 1: Biển số xe', shown: '20C-123.45' }));
    expect(lines.find(({ name }) => name === 'applicant.phone')).toMatchObject({ shown: '0912345678', personal: true });
  });

  it('is the same after being stored and typed again', () => {
    const once = checkForm(form, sampleOf(form));
    expect(checkForm(form, retype(form, once.answers!))).toEqual(once);
  });

  it('answers anything anybody can send with errors or answers, never by breaking', () => {
    const names = drawForm(form).flatMap(({ items }) => items.flatMap(({ fields }) => fields.map(({ name }) => name)));
    const name = fc.oneof(
      fc.constantFrom(...names, 'vehicles.9999.plate', 'vehicles.-1.plate', '__proto__', 'constructor.name', 'vehicles..plate'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 })), (typed) => {
        const checked = checkForm(form, typed);
        expect(checked.errors === undefined).toBe(checked.answers !== undefined);
        expect(drawForm(form, typed, checked)[2]?.items.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('a question', () => {
  const read = (question: { rule: { safeParse(value: string): { success: boolean; data?: unknown } } }, typed: string) => question.rule.safeParse(typed).data;

  it('takes phones of every writing and keeps +84', () => {
    for (const typed of ['0912345678', '091 234 5678', '+84912345678', '84 912 345 678', '+84 0912345678']) expect(read(phone(), typed)).toBe('+84912345678');
    expect(read(phone(), '0208 3851 234')).toBe('+842083851234');
    for (const typed of ['12345', '0112345678', '09123456789', 'không có']) expect(read(phone(), typed)).toBeUndefined();
  });

  it('only doubts a personal number whose inside disagrees', () => {
    const { warn } = personalNumber();
    expect(read(personalNumber(), '019 190 000 123')).toBe('019190000123');
    expect(read(personalNumber(), '01919000012')).toBeUndefined();
    expect(warn?.('019190000123', { birthDate: '1990-03-25', sex: 'female' })).toBeUndefined();
    expect(warn?.('019190000123', { birthDate: '1991' })).toContain('1990');
    expect(warn?.('019190000123', { sex: 'male' })).toContain('giới tính');
    expect(warn?.('019301000123', { birthDate: '2001-01-01', sex: 'female' })).toBeUndefined();
  });

  it('keeps plates tidy and only doubts odd ones', () => {
    for (const typed of ['20C-123.45', '20c 12345', '20C·123.45']) expect(read(plate(), typed)).toBe('20C12345');
    expect(plate().warn?.('20C12345', {})).toBeUndefined();
    expect(plate().warn?.('XYZ12', {})).toContain('khác dạng thường gặp');
  });

  it('doubts what is no plate of a lorry, refuses none, and keeps how it was written', () => {
    const doubts: [string, string | undefined][] = [
      ['20C-123.45', undefined],
      ['20C 1234', undefined],
      ['20B1-123.45', undefined],
      ['29LD-123.45', undefined],
      ['20MĐ-1234', undefined],
      ['29-001-NG-01', undefined],
      ['TC-12-34', 'quân đội'],
      ['20R-012.34', 'rơ-moóc'],
      ['T20-1234.56', 'tạm thời'],
      ['ABCDEFG', 'khác dạng'],
    ];
    for (const [typed, doubt] of doubts) {
      const kept = read(plate(), typed);
      expect(kept, typed).toBeTypeOf('string');
      const said = plate().warn?.(String(kept), {});
      if (doubt) expect(said, typed).toContain(doubt);
      else expect(said, typed).toBeUndefined();
    }
    const typed = { ...sampleOf(form), 'vehicles.0.plate': ['20 c - 123 45'] };
    const { answers } = checkForm(form, typed);
    expect(answers?.vehicles).toMatchObject([{ plate: '20C12345', plateAsTyped: '20 c - 123 45' }]);
    expect(retype(form, answers!)['vehicles.0.plate']).toEqual(['20 c - 123 45']);
  });

  it('reads dates as people write them', () => {
    const whole = date({ label: 'Ngày' });
    for (const typed of ['25/3/1990', '25-03-1990', '25.3.1990', '25 3 1990', '25031990', '1990-03-25']) expect(read(whole, typed)).toBe('1990-03-25');
    for (const typed of ['31/2/2020', '29/2/2021', '1/13/2020', '3/1990', '1990', '0/1/2000', 'hôm qua']) expect(read(whole, typed)).toBeUndefined();
    const partial = date({ label: 'Ngày' }, 'unknown-day-or-month');
    expect(['3/1990', '00/3/1990', '1990', '?/?/1990', '29/2/2020'].map((typed) => read(partial, typed))).toEqual([
      '1990-03',
      '1990-03',
      '1990',
      '1990',
      '2020-02-29',
    ]);
  });

  it('writes every stored date so that it reads the same', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1850-01-01'), max: new Date('2200-12-31'), noInvalidDate: true }), (at) => {
        const iso = at.toISOString().slice(0, 10);
        for (const stored of [iso, iso.slice(0, 7), iso.slice(0, 4)]) expect(readDate(typeDate(stored), 'unknown-day-or-month')).toBe(stored);
      }),
    );
  });

  it('reads numbers, measures and money', () => {
    expect(read(count({ label: 'Số' }, 1, 5), '6')).toBeUndefined();
    expect(read(measure({ label: 'Tấn' }, 100), '2,5')).toBe(2.5);
    expect(read(money({ label: 'Vốn' }), '50.000.000 đ')).toBe(50_000_000);
    expect(read(money({ label: 'Vốn' }), '-1')).toBeUndefined();
    expect(optional(copies().questions.number).required).toBe(false);
  });
});
