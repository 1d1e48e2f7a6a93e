import type { SectionAnswers } from './question.ts';

/**
 * What looks odd in a personal number (số định danh): it carries century, sex and birth year (NĐ 137/2015 Đ13, from memory).
 * Civil status is corrected and numbers are not, so this only asks to look again.
 */
export function doubtAboutNumber(number: string, section: Partial<SectionAnswers>): string | undefined {
  const code = Number(number[3]);
  const year = String(1900 + Math.floor(code / 2) * 100 + Number(number.slice(4, 6)));
  const born = String(section.birthDate ?? section.date ?? '').slice(0, 4);
  if (born && born !== year) return `Số này thường cấp cho người sinh năm ${year}, nhưng năm sinh ghi ${born}; hãy xem lại.`;
  const sex = code % 2 === 0 ? 'male' : 'female';
  if (section.sex && section.sex !== sex) return 'Số này thường cấp cho người khác giới tính đã ghi; hãy xem lại.';
  return undefined;
}
