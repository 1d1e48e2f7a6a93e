import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { openSigning, type Signing } from './index.ts';

const at = new Date('2026-11-23T02:12:33Z');
const person = { accountId: 'a1', name: 'Nguyễn Thị Hằng (mẫu)', title: 'Phó Chủ tịch', organisation: 'Ủy ban nhân dân xã Võ Nhai' };
const unit = { id: 'vo-nhai', name: 'Ủy ban nhân dân xã Võ Nhai' };

let base: TestDatabase;
let signing: Signing;
let twice: Uint8Array;
beforeAll(async () => {
  base = await testDatabase();
  signing = openSigning(base.db, { secretKey: 'x'.repeat(40) }, () => at);
  const signed = await signing.signAsPerson(await page('Nội dung'), person, await page('Người ký'), at);
  twice = await signing.sealAsOrganisation(signed, unit, await page('Số và dấu'), new Date(at.getTime() + 60_000));
});
afterAll(() => base.drop());

test('the seal leaves the signature of the person whole, and both are known by name', async () => {
  const { signatures } = await signing.verifyPdf(twice);
  console.log(signatures);
  await writeFile('/tmp/pt/twice.pdf', twice);
  expect(signatures).toHaveLength(2);
});

async function page(words: string): Promise<Uint8Array> {
  const pdf = PDF.create();
  pdf.addPage({ size: 'a4' }).drawText(words.normalize('NFD').replace(/[^ -~]/g, ''), { x: 60, y: 700 });
  return pdf.save();
}
void execFileSync; void mkdtemp; void tmpdir; void join;
