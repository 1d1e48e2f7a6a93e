import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, itIsAssessed, itIsPaidAndGivenBack, itIsReceived, itIsSignedAndSealed, type Life, messagesTo, stateOf, verbsOf } from './steps.ts';

describe('a birth-certificate copy in Sảng Mộc, 2026', () => {
  let province: TestProvince;
  let life: Life;
  let folder: string;
  let pdf: string;
  beforeAll(async () => {
    province = await testProvince();
    folder = mkdtempSync(join(tmpdir(), 'motcua-happy-'));
    life = await aCitizenHasFiled(province, '2.000635', { chosen: { 'delivery.mode': 'desk' } });
    await itIsReceived(life);
    await itIsAssessed(life);
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    await life.citizen.open('/tra-cuu/ho-so');
    const href = life.citizen.$('a[href*="/ket-qua/"]').attr('href') ?? '';
    pdf = join(folder, 'result.pdf');
    writeFileSync(pdf, Buffer.from(await (await life.citizen.raw(href)).arrayBuffer()));
  });
  afterAll(async () => {
    await province.close();
    rmSync(folder, { recursive: true });
  });

  test('ends given back, every step a row', async () => {
    expect(await stateOf(life)).toBe('given-back');
    expect(await verbsOf(life)).toEqual(['submit', 'receive', 'assess', 'approve', 'seal', 'pay', 'giveBack']);
  });

  test('has a code and a day of its era: sent at nine, due when the office closes', async () => {
    expect(life.code).toBe('H55.368-261123-0001');
    const { dueAt } = await province.db.one<{ dueAt: Date }>(
      (await import('#kernel/db/index.ts')).sql`select due_at as "dueAt" from dossiers.dossiers where id = ${life.id}::uuid`,
    );
    expect(dueAt.toISOString()).toBe('2026-11-23T10:00:00.000Z');
  });

  test('tells the citizen at each turn', async () => {
    expect(await messagesTo(life)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Đã nhận được'),
        expect.stringContaining('đã được tiếp nhận'),
        expect.stringContaining('đã có kết quả'),
        expect.stringContaining('Đã trả kết quả'),
      ]),
    );
  });

  test('gives a PDF with two signatures that another judge calls valid', () => {
    const { stdout } = spawnSync('pdfsig', ['-nocert', pdf], { encoding: 'utf8' });
    expect(stdout.match(/Signature is Valid/g), stdout).toHaveLength(2);
    expect(stdout).toContain('Ma Đình Khải (mẫu)');
    expect(stdout).toContain('Ủy ban nhân dân xã Sảng Mộc');
  });

  test('carries a QR that a decoder of others reads from the printed page, and that verifies', async () => {
    spawnSync('pdftoppm', ['-r', '150', '-png', pdf, join(folder, 'page')]);
    const { stdout } = spawnSync('zbarimg', ['-q', '--raw', join(folder, 'page-1.png')], { encoding: 'utf8' });
    expect(stdout).toMatch(/^HTTP:\/\/LOCALHOST:3000\/X#[A-Z2-7]+/);
    const { verdict, claims } = await province.platform.credentials.judge(stdout.trim());
    expect(verdict).toBe('valid');
    expect(claims).toMatchObject({ subject: 'Lý Văn Mẫu', number: '01/TLKS-BS', dossier: life.code });
  });

  test('is known to the verifier page as the stored copy, and a changed byte is seen', async () => {
    const visitor = await province.stranger();
    const bytes = new Uint8Array((await import('node:fs')).readFileSync(pdf));
    await visitor.open('/xac-thuc');
    await visitor.press('Kiểm tra', { code: '', pdf: new File([bytes], 'ban.pdf', { type: 'application/pdf' }) });
    expect(visitor.text).toContain('Chữ ký đúng, tệp nguyên vẹn');
    expect(visitor.text).toContain('Đúng là bản đang lưu tại tỉnh');
    bytes[2000] = (bytes[2000] ?? 0) ^ 1;
    await visitor.open('/xac-thuc');
    await visitor.press('Kiểm tra', { code: '', pdf: new File([bytes], 'ban.pdf', { type: 'application/pdf' }) });
    expect(visitor.text).toMatch(/Tệp đã bị sửa|Không có chữ ký số/);
  });

  test('leaves an audit chain without a fault', async () => {
    const { faults } = await province.platform.audit.verify();
    expect(faults).toEqual([]);
  });
});
