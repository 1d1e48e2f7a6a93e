import { z } from 'zod';
import type { Question } from '../form/question.ts';
import { text } from '../form/questions.ts';

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** Mã số thuế, 10 or 13 digits (TT 105/2020/TT-BTC, TT 86/2024/TT-BTC, from memory); since 7/2025 a personal number may stand in its place. */
export function mst(): Question<string> {
  return {
    ...text({ label: 'Mã số thuế', sample: '4600100028' }, 20),
    inputMode: 'numeric',
    rule: z
      .string()
      .transform((typed) => typed.replace(/[\s.]/g, ''))
      .pipe(z.string().regex(/^(\d{10}(-?\d{3})?|\d{12})$/, 'Mã số thuế có 10 số, đơn vị trực thuộc thêm 3 số; hộ kinh doanh dùng số định danh 12 số.')),
    warn: (stored) => (stored.length === 12 || hasRightCheckDigit(stored) ? undefined : 'Mã số thuế không khớp số kiểm tra; hãy xem lại.'),
  };
}

function hasRightCheckDigit(number: string): boolean {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return Number(number[9]) === 10 - (sum % 11);
}
