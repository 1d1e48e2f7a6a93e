import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { readQr } from '../scenarios/steps.ts';
import { aFirmSends } from '../sheets/firm.fixture.ts';
import { asXlsx, firmList } from '../sheets/sheet.fixture.ts';

let province: TestProvince;
let firm: Visitor;
let dossiers: { id: string; revision: number }[];
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
  firm = await aFirmSends(province, await asXlsx(firmList(4)));
  await firm.press('Nộp 4 dòng đúng');
});
afterAll(() => province.close());

async function inBulk(login: string, verb: string): Promise<void> {
  dossiers = await province.db.many(sql`select id, revision from dossiers.dossiers order by lot_row`);
  const officer = await province.officer(`giaothong.${login}`);
  await officer.send('/can-bo/hang-loat', { verb, ids: dossiers.map(({ id, revision }) => `${id}:${revision}`) });
  await officer.press(' hồ sơ');
  await province.settle();
}

/** What a printer would put on each sheet: the code of the QR there. */
function codesOf(pdf: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-print-'));
  writeFileSync(join(folder, 'lot.pdf'), pdf);
  execFileSync('pdftoppm', ['-r', '150', '-gray', '-png', join(folder, 'lot.pdf'), join(folder, 'page')]);
  const pages = readdirSync(folder).filter((name) => name.endsWith('.png'));
  const codes = pages.toSorted().map((name) => readQr(readFileSync(join(folder, name))));
  rmSync(folder, { recursive: true });
  return codes;
}

async function toPrint(query = ''): Promise<Uint8Array> {
  const answer = await firm.raw(`/tra-cuu/lo/in.pdf${query}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return new Uint8Array(await answer.arrayBuffer());
}

test('before anything is sealed there is nothing to print', async () => {
  await firm.open('/tra-cuu/lo');
  expect(firm.text).not.toContain('In cả lô');
  expect((await firm.raw('/tra-cuu/lo/in.pdf')).status).toBe(404);
});

test('all papers of a lot are one file, in the order of the sheet, each with the code that proves it and none with a signature', async () => {
  for (const [login, verb] of [
    ['motcua', 'receive'],
    ['chuyenvien', 'assess'],
    ['giamdoc', 'approve'],
    ['vanthu', 'seal'],
  ] as const)
    await inBulk(login, verb);
  await firm.open('/tra-cuu/lo');
  expect(firm.text).toContain('Mở một tệp để in, 4 giấy (PDF)');
  expect(firm.text).not.toContain('Không có trong đó');
  const pdf = await toPrint();
  const issued = await province.db.many<{ text: string }>(
    sql`select r.credential_text as text from dossiers.results r join dossiers.dossiers d on d.id = r.dossier_id order by d.lot_row`,
  );
  expect(codesOf(pdf)).toEqual(issued.map(({ text }) => text));
  expect((await province.platform.signing.verifyPdf(pdf)).signatures).toEqual([]);
  expect(codesOf(await toPrint('?tu=4')), 'from the fourth on').toEqual([issued[3]?.text]);
  for (const query of ['?tu=5', '?tu=99999999999']) expect((await firm.raw(`/tra-cuu/lo/in.pdf${query}`)).status, query).toBe(404);
  for (const query of ['?tu=-3', '?tu=abc', '?tu=1.9']) expect(codesOf(await toPrint(query)), query).toHaveLength(4);
}, 60_000);

test('the lot says from which day it can be renewed, and offers it on that day', async () => {
  await firm.open('/tra-cuu/lo');
  const [, from = ''] = /Gia hạn\s*được từ ngày ([\d/]+)/.exec(firm.text) ?? [];
  expect([from, firm.$('a[href="/tra-cuu/lo/gia-han"]').length]).toEqual([expect.stringMatching(/^\d\d.\d\d.\d{4}$/), 0]);
  province.clock(`${from.split('/').toReversed().join('-')} 08:00`);
  const later = await province.stranger();
  await later.open('/tra-cuu');
  const { code } = await province.db.one<{ code: string }>(sql`select code from dossiers.lots`);
  await later.press('Xem hồ sơ', { ma: code, phone: '0912345678' });
  expect(later.$('a[href="/tra-cuu/lo/gia-han"]').length).toBe(1);
  province.clock('2021-08-16 09:05');
});

test('a paper that is suspended or taken back is not printed with the others', async () => {
  const leader = await province.officer('giaothong.giamdoc');
  for (const [at, button, words] of [
    [1, 'Đình chỉ kết quả', { reason: 'Chờ xác minh', basis: 'Chỉ thị 16', until: '30/8/2021' }],
    [2, 'Thu hồi kết quả', { reason: 'Khai sai', basis: 'Chỉ thị 16' }],
  ] as const) {
    await leader.open(`/can-bo/ho-so/${dossiers[at]?.id}`);
    await leader.press(button, words);
    expect(leader.status, leader.text.slice(0, 500)).toBe(200);
  }
  await firm.open('/tra-cuu/lo');
  expect(firm.text).toContain('Mở một tệp để in, 2 giấy (PDF)');
  expect(firm.text).toMatch(/Không có trong đó: 2 hồ sơ/);
  expect(codesOf(await toPrint())).toHaveLength(2);
});

test('whoever has not opened the lot is sent to look it up', async () => {
  expect((await (await province.stranger()).raw('/tra-cuu/lo/in.pdf')).status).toBe(303);
});
