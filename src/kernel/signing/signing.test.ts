import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { black, PDF } from '@libpdf/core';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { create } from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { beforeLastUpdate } from './before-seal.ts';
import { openSigning, type Signing } from './index.ts';
import { checkCms } from './verify-cms.ts';

const at = new Date('2026-11-23T02:12:33Z');
const later = new Date('2026-11-23T02:15:00Z');
const config = { secretKey: 'một khóa bí mật chỉ dùng trong kiểm thử' };
const commune = 'Ủy ban nhân dân xã Võ Nhai';
const leader = { accountId: 'a1', name: 'Nguyễn Thị Hằng (mẫu)', title: 'Phó Chủ tịch', organisation: commune };
const unit = { id: 'vo-nhai', name: commune };

let base: TestDatabase;
let signing: Signing;
let paper: Uint8Array;
let signed: Uint8Array;
beforeAll(async () => {
  base = await testDatabase();
  signing = openSigning(base.db, config, () => at);
  paper = await page('Noi dung');
  const byPerson = await signing.signAsPerson(paper, leader, await page('Nguoi ky'), at);
  signed = await signing.sealAsOrganisation(byPerson, unit, await page('So va dau'), later);
});
afterAll(() => base.drop());

describe('a paper signed by a person and then by the organisation', () => {
  test('has two whole signatures, in the order they were made, with Vietnamese names', async () => {
    const { signatures } = await signing.verifyPdf(signed);
    expect(signatures).toEqual([
      { signer: leader.name, organisation: commune, at, intact: true, trusted: true, coversWholeFile: false, reason: 'Ký ban hành' },
      { signer: commune, organisation: commune, at: later, intact: true, trusted: true, coversWholeFile: true, reason: 'Dấu của cơ quan, tổ chức' },
    ]);
  });

  test('is judged the same by poppler, which knows nothing of us', async () => {
    const words = await inFolder(signed, (file) => execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', TZ: 'UTC' } }));
    expect(words.match(/Signature is Valid/g)).toHaveLength(2);
    expect(words).toContain(`Common Name: ${leader.name}`);
    expect(words).toContain('ETSI.CAdES.detached');
    expect(words).toContain('Total document signed');
  });

  test('is, without its seal, what the person signed, and without that the paper itself: a new seal can stand in place of the old', async () => {
    const bare = beforeLastUpdate(signed)!;
    expect((await signing.verifyPdf(bare)).signatures).toMatchObject([{ signer: leader.name, intact: true, coversWholeFile: true }]);
    expect(Buffer.from(beforeLastUpdate(bare)!).equals(paper)).toBe(true);
    expect(beforeLastUpdate(paper), 'nobody has signed it').toBeUndefined();
    expect(beforeLastUpdate(new Uint8Array([1, 2, 3]))).toBeUndefined();
    const anew = await signing.sealAsOrganisation(bare, unit, await page('Ma moi'), later);
    expect((await signing.verifyPdf(anew)).signatures).toMatchObject([{ intact: true }, { intact: true, coversWholeFile: true }]);
  });

  test('begins with the unsigned paper, byte for byte', () => {
    expect(Buffer.from(signed.subarray(0, paper.length)).equals(paper)).toBe(true);
  });
});

test('two persons may sign before the organisation does, and all three signatures stay whole', async () => {
  const colleague = { ...leader, accountId: 'a3', name: 'Ma Văn Đức (mẫu)', title: 'Chánh Văn phòng' };
  const initialled = await signing.signAsPerson(paper, colleague, await page('x'), at);
  const both = await signing.signAsPerson(initialled, leader, await page('y'), at);
  const { signatures } = await signing.verifyPdf(await signing.sealAsOrganisation(both, unit, undefined, later));
  expect(signatures.map(({ signer, intact }) => [signer, intact])).toEqual([
    [colleague.name, true],
    [leader.name, true],
    [commune, true],
  ]);
});

test('what the seal shows is drawn over the paper, and a QR of 200 letters in it can be read', async () => {
  const text = `HTTPS://MOTCUA.EXAMPLE/X#${'7K4M92QX'.repeat(22)}`.slice(0, 200);
  const sealed = await signing.sealAsOrganisation(paper, unit, await pageWithQr(text), at);
  const read = await inFolder(sealed, (file) => {
    execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', file, file]);
    return execFileSync('zbarimg', ['--quiet', '--raw', `${file}.png`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  });
  expect(read).toBe(text);
});

describe('a paper somebody meddled with', () => {
  test('is found by one changed bit', async () => {
    const forged = Uint8Array.from(signed);
    const place = Buffer.from(forged).indexOf('/MediaBox');
    forged[place + 12] = (forged[place + 12] ?? 0) ^ 1;
    const { signatures } = await signing.verifyPdf(forged);
    expect(signatures.map(({ intact }) => intact)).toEqual([false, false]);
  });

  test('is found by what was added after the last signature', async () => {
    const { signatures } = await signing.verifyPdf(Buffer.concat([signed, Buffer.from('\n% and one more thing\n')]));
    expect(signatures.map(({ coversWholeFile }) => coversWholeFile)).toEqual([false, false]);
  });

  test('is found when a foreign certificate is pushed in front of the one that signed', () => {
    const { der, data } = lastSignature(signed);
    const cms = parse(der);
    cms.certificates?.reverse();
    const checked = checkCms(write(cms), data);
    expect(checked?.intact).toBe(true);
    expect(JSON.stringify(checked?.certificate.subject.toJSON())).toContain('V\u00f5 Nhai');
  });

  test('is found when the signature brings along the content it was made for', () => {
    const { der, data } = lastSignature(signed);
    const cms = parse(der);
    cms.encapContentInfo.eContent = new asn1js.OctetString({ valueHex: new Uint8Array(data).buffer });
    expect(checkCms(write(cms), Buffer.from('another file'))?.intact).toBe(false);
  });

  test('that is no PDF, or was never signed, has no signatures', async () => {
    expect(await signing.verifyPdf(Buffer.from('%PDF-1.7 that is all'))).toEqual({ signatures: [] });
    expect(await signing.verifyPdf(paper)).toEqual({ signatures: [] });
  });
});

describe('keys', () => {
  test('of another installation make whole signatures that are not trusted here', async () => {
    const elsewhere = await testDatabase();
    const foreign = await openSigning(elsewhere.db, config, () => at).sealAsOrganisation(paper, unit, undefined, at);
    await elsewhere.drop();
    const { signatures } = await signing.verifyPdf(foreign);
    expect(signatures).toMatchObject([{ signer: commune, intact: true, trusted: false }]);
  });

  test('are new for a person who was promoted, and the old signature stays trusted', async () => {
    const promoted = { ...leader, title: 'Chủ tịch' };
    const again = await signing.signAsPerson(paper, promoted, await page('x'), later);
    const rows = await base.db.many<{ subject: string }>(sql`select subject from kernel.signing_keys where subject like ${'person:a1/%'}`);
    expect(rows).toHaveLength(2);
    expect((await signing.verifyPdf(again)).signatures).toMatchObject([{ intact: true, trusted: true }]);
    expect((await signing.verifyPdf(signed)).signatures).toMatchObject([{ trusted: true }, { trusted: true }]);
  });

  test('made in work that was taken back sign nothing afterwards', async () => {
    const newcomer = { ...leader, accountId: 'a2' };
    const work = base.db.transaction(async () => {
      await signing.signAsPerson(paper, newcomer, await page('x'), at);
      throw new Error('taken back');
    });
    await expect(work).rejects.toThrow('taken back');
    const again = await signing.signAsPerson(paper, newcomer, await page('x'), at);
    expect((await signing.verifyPdf(again)).signatures).toMatchObject([{ intact: true, trusted: true }]);
    expect(await base.db.many(sql`select 1 from kernel.signing_keys where subject like ${'person:a2/%'}`)).toHaveLength(1);
  });

  test('lie in the database sealed: the secret of another installation does not open them', async () => {
    const stranger = openSigning(base.db, { secretKey: 'một khóa khác hẳn, cũng đủ dài để dùng' }, () => at);
    await expect(stranger.sealAsOrganisation(paper, unit, undefined, at)).rejects.toThrow();
  });

  test('serve the year of the signature: a paper of last year has a certificate that was valid then', async () => {
    const then = new Date('2025-03-01T03:00:00Z');
    const old = await signing.sealAsOrganisation(paper, unit, undefined, then);
    expect((await signing.verifyPdf(old)).signatures).toMatchObject([{ at: then, intact: true, trusted: true }]);
  });
});

async function page(words: string): Promise<Uint8Array> {
  const pdf = PDF.create();
  pdf.addPage({ size: 'a4' }).drawText(words, { x: 60, y: 700 });
  return pdf.save();
}

async function pageWithQr(text: string): Promise<Uint8Array> {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const pdf = PDF.create();
  const sheet = pdf.addPage({ size: 'a4' });
  const cell = (33 / 25.4) * (72 / size);
  data.forEach((dark, i) => {
    if (dark) sheet.drawRectangle({ x: 85 + (i % size) * cell, y: 160 - Math.floor(i / size) * cell, width: cell, height: cell, color: black });
  });
  return pdf.save();
}

async function inFolder<T>(pdf: Uint8Array, look: (file: string) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-signing-'));
  try {
    await writeFile(join(folder, 'a.pdf'), pdf);
    return look(join(folder, 'a.pdf'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function lastSignature(pdf: Uint8Array): { der: Uint8Array; data: Uint8Array } {
  const text = Buffer.from(pdf).toString('latin1');
  const found = [...text.matchAll(/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/g)].at(-1)?.slice(1).map(Number) ?? [];
  const [, before = 0, after = 0, rest = 0] = found;
  const der = new Uint8Array(Buffer.from(text.slice(before + 1, after - 1), 'hex'));
  return { der, data: Buffer.concat([pdf.subarray(0, before), pdf.subarray(after, after + rest)]) };
}

function parse(der: Uint8Array): pkijs.SignedData {
  const length = asn1js.fromBER(der.slice().buffer).offset;
  return new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(der.slice(0, length > 0 ? length : 4 + der[2]! * 256 + der[3]!).buffer).content });
}

function write(cms: pkijs.SignedData): Uint8Array {
  return new Uint8Array(new pkijs.ContentInfo({ contentType: pkijs.id_ContentType_SignedData, content: cms.toSchema(true) }).toSchema().toBER());
}
