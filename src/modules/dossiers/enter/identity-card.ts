/** What the QR of an identity card says (thẻ căn cước). It is unsigned text: it saves typing and proves nothing. */
export type IdentityCard = {
  number: string;
  oldNumber: string;
  name: string;
  birthDate: string;
  sex: 'male' | 'female' | '';
  address: string;
  issuedOn: string;
};

/**
 * Reads the seven fields of the QR: number|old number|name|birth ddMMyyyy|sex|residence|issued ddMMyyyy.
 * Newer cards add fields, which are ignored. A sentence says what is wrong with text that is not such a code.
 */
export function readIdentityCard(text: string): IdentityCard | { error: string } {
  const fields = text
    .normalize('NFC')
    .trim()
    .split('|')
    .map((field) => field.trim());
  const [number = '', oldNumber = '', name = '', birth = '', sex = '', address = '', issued = ''] = fields;
  if (fields.length < 7) return { error: 'Đây không phải mã QR của thẻ căn cước. Hãy quét mã ở mặt trước thẻ, hoặc gõ tay các ô bên dưới.' };
  if (!/^\d{12}$/.test(number)) return { error: `Số định danh trên mã là «${number}», phải có đủ 12 chữ số. Hãy quét lại.` };
  const birthDate = readDate(birth);
  if (!birthDate) return { error: `Ngày sinh trên mã là «${birth}», không phải một ngày có thật. Hãy quét lại hoặc gõ tay.` };
  return { number, oldNumber, name, birthDate, sex: sexes[sex.toLowerCase()] ?? '', address, issuedOn: readDate(issued) ?? '' };
}

const sexes: Record<string, 'male' | 'female'> = { nam: 'male', nữ: 'female' };

/** ddMMyyyy as dd/MM/yyyy; undefined for a day that does not exist. */
function readDate(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = year !== '' && date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  return real ? `${day}/${month}/${year}` : undefined;
}

/** The card's fields under the names the form of every procedure gives them. */
export function typedFromCard(card: IdentityCard): Record<string, string[]> {
  return {
    'applicant.name': [titleCase(card.name)],
    'applicant.idKind': ['personal-number'],
    'applicant.number': [card.number],
    'applicant.birthDate': [card.birthDate],
    ...(card.sex ? { 'applicant.sex': [card.sex] } : {}),
    'applicant.address': [card.address],
  };
}

/** Cards print names in capitals; papers do not. */
function titleCase(name: string): string {
  return name.toLocaleLowerCase('vi').replace(/(^|[\s-])\p{L}/gu, (start) => start.toLocaleUpperCase('vi'));
}
