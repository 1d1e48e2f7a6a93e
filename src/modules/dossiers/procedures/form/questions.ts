import { readPhone } from '../../phone.ts';
import { z } from 'zod';
import { readDate, typeDate } from './dates.ts';
import { doubtAboutNumber } from './personal-number.ts';
import { doubtAboutPlate, showPlate, tidyPlate } from './plate.ts';
import type { Option, Question } from './question.ts';

type Wording = { label: string; help?: string; sample?: string; autocomplete?: string; aka?: readonly string[]; usual?: string };

const longest = 300;

export function text(wording: Wording, maxLength = longest): Question<string> {
  return { ...asked(wording, maxLength), rule: line(maxLength) };
}

function asked({ label, help, sample = 'Nội dung mẫu', autocomplete, aka }: Wording, maxLength = longest): Omit<Question, 'rule' | 'warn' | 'retype'> {
  return { label, help, autocomplete, aka, input: 'text', maxLength, required: true, missing: `Hãy điền ${lower(label)}.`, sample };
}

export function longText({ label, help, sample = 'Nội dung mẫu' }: Wording): Question<string> {
  return { ...text({ label, help, sample }, 2000), input: 'textarea' };
}

/** Họ, chữ đệm, tên: one field, as on the card. */
export function personName(wording: Wording): Question<string> {
  const rule = line(120)
    .refine((name) => /\p{L}/u.test(name), 'Họ tên phải có chữ cái.')
    .refine((name) => !/[0-9<>@]/.test(name), 'Họ tên không có chữ số hay ký hiệu; viết như trên giấy tờ.');
  return { ...text({ autocomplete: 'name', sample: 'Nông Thị Mẫu', ...wording }, 120), rule, personal: true };
}

/** Số định danh cá nhân, 12 digits; its inner structure only raises doubts (NĐ 137/2015 Đ13, from memory). */
export function personalNumber(wording: Partial<Wording> = {}): Question<string> {
  return {
    ...text({ label: 'Số định danh cá nhân', help: '12 chữ số, in trên thẻ căn cước.', sample: '019190000123', ...wording }, 20),
    inputMode: 'numeric',
    personal: true,
    rule: z
      .string()
      .transform((typed) => typed.replace(/[\s.]/g, ''))
      .pipe(z.string().regex(/^\d{12}$/, 'Số định danh có đúng 12 chữ số. Chứng minh nhân dân cũ 9 số: hãy chọn loại giấy tờ khác.')),
    warn: doubtAboutNumber,
  };
}

/** A number of any identity paper: passport, old card, army card. */
export function paperNumber(wording: Wording): Question<string> {
  const rule = z
    .string()
    .transform((typed) => typed.replace(/\s/g, '').toUpperCase())
    .pipe(z.string().regex(/^[\p{L}\d./-]{4,30}$/u, 'Số giấy tờ gồm chữ và số, từ 4 đến 30 ký tự.'));
  return { ...text({ sample: 'B1234567', ...wording }, 30), rule, personal: true };
}

/** A phone number of Việt Nam, stored as +84…; relatives often share one, so it identifies nobody. */
export function phone(wording: Partial<Wording> = {}): Question<string> {
  return {
    ...text(
      {
        label: 'Số điện thoại',
        help: 'Để báo tin và để tra cứu hồ sơ. Dùng số của người nhà cũng được.',
        sample: '0912 345 678',
        autocomplete: 'tel',
        ...wording,
      },
      20,
    ),
    input: 'tel',
    inputMode: 'tel',
    personal: true,
    rule: z
      .string()
      .transform((typed) => readPhone(typed))
      .pipe(z.string('Số điện thoại chưa đúng. Viết như 0912 345 678 hoặc 0208 3 851 234.')),
    retype: (stored) => stored.replace(/^\+84/, '0'),
  };
}

export function email(wording: Partial<Wording> = {}): Question<string> {
  return {
    ...text({ label: 'Thư điện tử', sample: 'mau@example.com', autocomplete: 'email', ...wording }, 254),
    input: 'email',
    inputMode: 'email',
    personal: true,
    rule: z.string().pipe(z.email('Địa chỉ thư điện tử chưa đúng. Viết như ten@example.com.')),
  };
}

export type Precision = 'day' | 'unknown-day-or-month';

/** A date typed as ngày/tháng/năm; stored `YYYY-MM-DD`, or `YYYY-MM`, `YYYY` where the day or month may be unknown. */
export function date(wording: Wording, precision: Precision = 'day'): Question<string> {
  const help = precision === 'day' ? 'Ngày/tháng/năm, ví dụ 25/3/1990.' : 'Ngày/tháng/năm, ví dụ 25/3/1990. Không nhớ ngày thì ghi 3/1990 hoặc 1990.';
  return {
    ...text({ help, sample: '25/3/1990', ...wording }, 10),
    input: 'date',
    inputMode: 'numeric',
    missing: /ngày/i.test(wording.label) ? `Hãy điền ${lower(wording.label)}.` : `Hãy điền ngày: ${lower(wording.label)}.`,
    rule: z.string().transform((typed, context) => {
      const read = readDate(typed, precision);
      if (typeof read === 'string') return read;
      context.addIssue({ code: 'custom', message: read.error });
      return z.NEVER;
    }),
    retype: typeDate,
  };
}

export function birthDate(wording: Partial<Wording> = {}, precision: Precision = 'unknown-day-or-month'): Question<string> {
  return { ...date({ label: 'Ngày sinh', autocomplete: 'bday', ...wording }, precision), personal: true };
}

/** A whole number between two bounds. */
export function count(wording: Wording, min: number, max: number): Question<number> {
  const wrong = `${wording.label.replace(/\?$/, '')}: ghi một số từ ${min} đến ${max}.`;
  return {
    ...asked({ sample: String(Math.max(min, 1)), ...wording }),
    input: 'number',
    inputMode: 'numeric',
    maxLength: String(max).length,
    rule: z.string().regex(/^\d+$/, wrong).transform(Number).pipe(z.number().min(min, wrong).max(max, wrong)),
  };
}

/** A number with a decimal comma or point: tonnes, metres. */
export function measure(wording: Wording, max: number): Question<number> {
  const wrong = `${wording.label}: ghi một số lớn hơn 0, ví dụ 2,5.`;
  const rule = z
    .string()
    .transform((typed) => typed.replace(',', '.'))
    .pipe(z.string().regex(/^\d+(\.\d+)?$/, wrong))
    .transform(Number)
    .pipe(z.number().positive(wrong).max(max, wrong));
  return {
    ...asked({ sample: '2,5', ...wording }),
    input: 'number',
    inputMode: 'decimal',
    maxLength: 12,
    rule,
    retype: (stored) => String(stored).replace('.', ','),
  };
}

/** An amount of đồng; dots and spaces between thousands are welcome. */
export function money(wording: Wording): Question<number> {
  const wrong = 'Số tiền: chỉ ghi số đồng, ví dụ 50.000.000.';
  const rule = z
    .string()
    .transform((typed) => typed.replace(/[\s.,đ]/gi, ''))
    .pipe(z.string().regex(/^\d{1,13}$/, wrong))
    .transform(Number);
  return {
    ...asked({ sample: '50.000.000', ...wording }),
    input: 'text',
    inputMode: 'numeric',
    maxLength: 20,
    rule,
    retype: (stored) => stored.toLocaleString('vi'),
  };
}

/** One of a few: all shown when few, a list to open when many. */
export function choice(wording: Wording, options: Record<string, string> | readonly Option[]): Question<string> {
  const list: readonly Option[] = isList(options) ? options : Object.entries(options).map(([value, label]) => ({ value, label }));
  const known = new Set(list.map((option) => option.value));
  return {
    ...text({ sample: list[0]?.value ?? '', ...wording }),
    input: list.length > 7 ? 'select' : 'radio',
    options: list,
    usual: wording.usual ?? (list.length === 1 ? list[0]?.value : undefined),
    missing: `Hãy chọn ${lower(wording.label).replace(/\?$/, '')}.`,
    rule: z.string().refine((typed) => known.has(typed), 'Hãy chọn một trong các mục có sẵn.'),
  };
}

function isList(options: Record<string, string> | readonly Option[]): options is readonly Option[] {
  return Array.isArray(options);
}

/** A box to tick; required means it must be ticked. */
export function yes(wording: Wording, required = true): Question<boolean> {
  return {
    ...asked(wording),
    input: 'checkbox',
    required,
    missing: 'Cần đánh dấu ô này để tiếp tục.',
    rule: z.string().transform((typed) => typed === 'yes' || typed === 'on' || typed === 'true'),
    sample: 'yes',
    retype: (stored) => (stored ? 'yes' : ''),
  };
}

/** An address as the paper gives it; papers keep old names for years after units are merged. */
export function place(wording: Wording): Question<string> {
  return text({
    help: 'Thôn (xóm, tổ), xã (phường), tỉnh. Ghi như trên giấy tờ, tên cũ cũng được.',
    sample: 'Xóm Mẫu, xã Sảng Mộc, tỉnh Thái Nguyên',
    ...wording,
  });
}

/** Biển số xe: kept tidy, doubted when unusual, never refused for its form. */
export function plate(wording: Partial<Wording> = {}): Question<string> {
  return {
    ...text({ label: 'Biển số xe', help: 'Ghi như trên biển, ví dụ 20C-123.45.', sample: '20C-123.45', ...wording }, 20),
    rule: z
      .string()
      .transform(tidyPlate)
      .pipe(z.string().regex(/^[\p{L}\d]{4,12}$/u, 'Biển số gồm chữ và số, ví dụ 20C-123.45.')),
    warn: doubtAboutPlate,
    // Written otherwise than it is painted, perhaps for a reason: an officer may want to see it.
    keepsTyped: (stored, typed) => typed !== stored && typed !== showPlate(stored),
    retype: showPlate,
  };
}

function line(maxLength: number): z.ZodType<string, string> {
  return z.string().max(maxLength, `Dài quá ${maxLength} ký tự; hãy viết gọn hơn.`);
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
