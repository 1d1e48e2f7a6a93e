import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPackage } from '../procedures/check.ts';
import { checkForm, sampleOf } from '../procedures/form/form.ts';
import { loadPackage } from '../procedures/load.ts';
import { rowsOf } from './draft-fields.ts';

const folder = join(import.meta.dirname, '../../../../data/procedures/packages');

/** The labels that stand on the paper of a package, for the sample answers of its form. */
function onPaper(code: string): string {
  const file = readdirSync(folder).find((name) => name.startsWith(code)) ?? '';
  const { procedure } = checkPackage(loadPackage(readFileSync(join(folder, file), 'utf8')), '2026');
  const { answers } = checkForm(procedure!.form, sampleOf(procedure!.form));
  return rowsOf({ ...procedure!, id: 'x', version: 1 }, answers!)
    .map(([label]) => label)
    .join(' | ');
}

test.each([
  ['1.000894', ['Họ tên bên nam', 'Họ tên bên nữ'], ['cấm kết hôn', 'Loại giấy tờ tùy thân', 'Xin mấy bản']],
  ['1.004088', ['Tên phương tiện', 'Chiều dài lớn nhất'], ['đăng kiểm', 'Số giấy chứng nhận xin cấp']],
  ['1.004873', ['Họ'], ['Tư cách người yêu cầu']],
] as const)('the paper of %s says what it is about and nothing of how it was asked for', (code, there, away) => {
  const labels = onPaper(code);
  for (const label of there) expect(labels).toContain(label);
  for (const label of away) expect(labels).not.toContain(label);
});
