import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { readIdentityCard, typedFromCard } from './identity-card.ts';

const card = '019190000100|090988752|TRIỆU THỊ MẪU A|15011990|Nữ|Xóm Bản Chương, Sảng Mộc, Võ Nhai, Thái Nguyên|10052021';

describe('the QR of an identity card', () => {
  test('fills in everything it says', () => {
    const read = readIdentityCard(card);
    expect(read).toEqual({
      number: '019190000100',
      oldNumber: '090988752',
      name: 'TRIỆU THỊ MẪU A',
      birthDate: '15/01/1990',
      sex: 'female',
      address: 'Xóm Bản Chương, Sảng Mộc, Võ Nhai, Thái Nguyên',
      issuedOn: '10/05/2021',
    });
    expect('error' in read ? {} : typedFromCard(read)).toMatchObject({
      'applicant.name': ['Triệu Thị Mẫu A'],
      'applicant.number': ['019190000100'],
      'applicant.sex': ['female'],
    });
  });

  test('may lack the old number, and newer cards may say more', () => {
    expect(readIdentityCard(card.replace('090988752', ''))).toMatchObject({ oldNumber: '' });
    expect(readIdentityCard(`${card}|LÝ VĂN CHA|LÝ THỊ MẸ`)).toMatchObject({ issuedOn: '10/05/2021' });
  });

  test.each([
    ['a web address', 'https://example.vn', 'không phải mã QR'],
    ['a number of eleven digits', card.replace('019190000100', '01919000010'), '12 chữ số'],
    ['a day that does not exist', card.replace('15011990', '30021990'), 'không phải một ngày'],
    ['nothing', '', 'không phải mã QR'],
  ])('is refused in words when it is %s', (_, text, words) => {
    expect(readIdentityCard(text)).toMatchObject({ error: expect.stringContaining(words) });
  });

  const samples = `${import.meta.dirname}/../../../../../shared/data/testvectors/cccd-qr-samples.csv`;
  const rows = (() => {
    try {
      return parse(readFileSync(samples, 'utf8'), { columns: true }) as { number: string; layout: string; qr_text: string }[];
    } catch {
      return [];
    }
  })();
  test.runIf(rows.length > 0)('agrees with the sample cards kept beside the project', () => {
    for (const { number, qr_text } of rows.filter(({ number }) => number !== 'invalid')) expect(readIdentityCard(qr_text)).toMatchObject({ number });
    for (const { qr_text } of rows.filter(({ layout }) => ['wrong length', 'impossible date'].includes(layout)))
      expect(readIdentityCard(qr_text)).toHaveProperty('error');
  });
});
