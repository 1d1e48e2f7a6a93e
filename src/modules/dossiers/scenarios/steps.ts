import { execFileSync, spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import type { TestProvince } from '../../../../test/support/province.ts';
import type { Fields, Visitor } from '../../../../test/support/visitor.ts';
import { publishedProcedure, sampleOf } from '../procedures/index.ts';
import type { State } from '../dossier.ts';

/** The words scenarios are told in. Everybody goes in by HTTP; the database is only looked at. */
export type Life = { province: TestProvince; citizen: Visitor; code: string; id: string };

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export function photo(name = 'giay-to.png'): File {
  return new File([onePixel], name, { type: 'image/png' });
}

/** Right answers to every question of a procedure, as a person would type them. */
export async function answersTo(province: TestProvince, code: string, chosen: Record<string, string> = {}): Promise<Fields> {
  const procedure = await publishedProcedure(province.db, code, province.platform.now());
  if (!procedure) throw new Error(`there is no published procedure ${code}`);
  const typed = sampleOf(procedure.form, Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, [value]])));
  return Object.fromEntries(Object.entries(typed).map(([name, [value = '']]) => [name, value]));
}

export async function aCitizenHasFiled(
  province: TestProvince,
  procedure: string,
  { unit = 'm05719', chosen = {}, papers = true, add = [] }: { unit?: string; chosen?: Record<string, string>; papers?: boolean; add?: string[] } = {},
): Promise<Life> {
  const citizen = await province.stranger();
  await citizen.open(`/dich-vu-cong/${procedure}/nop`);
  expect(citizen.status, citizen.text.slice(0, 500)).toBe(200);
  for (const button of add) await citizen.press(button);
  const fields: Fields = { ...(await answersTo(province, procedure, chosen)), ...chosen };
  if (citizen.$('[name=unit]').length > 0) fields.unit = unit;
  for (const input of papers ? citizen.$('input[type=file][name^="paper."]').toArray() : []) fields[citizen.$(input).attr('name') ?? ''] = photo();
  await citizen.press('Xem lại hồ sơ', fields);
  expect(citizen.text, 'the review page').toContain('Xem lại trước khi gửi');
  await citizen.press('Gửi hồ sơ');
  const code = citizen.$('.big').first().text().trim();
  expect(code, citizen.text.slice(0, 500)).toMatch(/-\d{6}-\d{4}$/);
  const { id } = await province.db.one<{ id: string }>(sql`select id from dossiers.dossiers where code = ${code}`);
  return { province, citizen, code, id };
}

/** Somebody stands at the desk: the officer scans the card, asks the rest and takes the dossier in. */
export async function aPersonIsEntered(
  province: TestProvince,
  procedure: string,
  { login = 'sangmoc.motcua', card, chosen = {}, seen = [] }: { login?: string; card?: string; chosen?: Record<string, string>; seen?: string[] } = {},
): Promise<Life> {
  const officer = await province.officer(login);
  await officer.open(`/can-bo/nhap/${procedure}`);
  const fields: Fields = { ...(await answersTo(province, procedure, chosen)), ...chosen };
  if (card) {
    await officer.press('Điền từ thẻ', { card });
    for (const name of filledIn(officer)) delete fields[name];
  }
  await officer.press('Tiếp nhận và lập giấy hẹn', seen.length > 0 ? { ...fields, seen } : fields);
  expect(officer.status, officer.text.slice(0, 800)).toBe(200);
  const id = officer.url.match(/ho-so\/([\w-]+)/)?.[1] ?? '';
  const { code } = await province.db.one<{ code: string }>(sql`select code from dossiers.dossiers where id = ${id}::uuid`);
  return { province, citizen: await province.stranger(), code, id };
}

/** The names of the fields that somebody else has already filled in. */
export function filledIn(visitor: Visitor): string[] {
  const fields = visitor.$('form [name*="."]').toArray();
  const filled = fields.filter((field) => (visitor.$(field).is('[type=radio],[type=checkbox]') ? visitor.$(field).is('[checked]') : visitor.$(field).val()));
  return [...new Set(filled.map((field) => visitor.$(field).attr('name') ?? ''))];
}

export async function anOfficerOpens(life: Life, login: string): Promise<Visitor> {
  const officer = await life.province.officer(login);
  await officer.open(`/can-bo/ho-so/${life.id}`);
  expect(officer.status, `${login} opens ${life.code}: ${officer.text.slice(0, 300)}`).toBe(200);
  return officer;
}

/** An officer presses a button on the dossier's page and is told that it is done. */
export async function officerPresses(life: Life, login: string, button: string, fields: Fields = {}): Promise<Visitor> {
  const officer = await anOfficerOpens(life, login);
  await officer.press(button, fields);
  expect(officer.status, officer.text.slice(0, 800)).toBe(200);
  return officer;
}

export async function itIsReceived(life: Life, login = 'sangmoc.motcua'): Promise<void> {
  await officerPresses(life, login, 'Tiếp nhận hồ sơ');
}

export const registerSays: Fields = {
  'draft.name': 'Lý Văn Mẫu',
  'draft.birthDate': '12/05/2015',
  'draft.sex': 'Nam',
  'draft.registeredAt': 'Ủy ban nhân dân xã Sảng Mộc',
};

export async function itIsAssessed(life: Life, login = 'sangmoc.hotich', fields: Fields = registerSays): Promise<void> {
  await officerPresses(life, login, 'Trình ký', fields);
}

export async function itIsSignedAndSealed(life: Life, leader = 'sangmoc.chutich', clerk = 'sangmoc.vanthu'): Promise<void> {
  await officerPresses(life, leader, 'Ký duyệt');
  await officerPresses(life, clerk, 'Vào số và đóng dấu');
}

export async function itIsPaidAndGivenBack(life: Life, login = 'sangmoc.motcua'): Promise<void> {
  const officer = await anOfficerOpens(life, login);
  if (officer.text.includes('Ghi nhận đã thu')) await officer.press('Ghi nhận đã thu', { how: 'cash', receiptNumber: '0000123' });
  await officer.press('Ghi nhận đã trả kết quả', { receiver: 'Người nhận Mẫu', how: 'paper' });
  expect(officer.status, officer.text.slice(0, 500)).toBe(200);
}

export async function stateOf({ province, id }: Life): Promise<State> {
  return (await province.db.one<{ state: State }>(sql`select state from dossiers.dossiers where id = ${id}::uuid`)).state;
}

export async function verbsOf({ province, id }: Life): Promise<string[]> {
  return (await province.db.many<{ verb: string }>(sql`select verb from dossiers.events where dossier_id = ${id}::uuid order by seq`)).map(({ verb }) => verb);
}

/** What the citizen was told so far, oldest first. */
export async function messagesTo({ province, id }: Life): Promise<string[]> {
  await province.settle();
  return (await province.platform.notifications.about(id)).map(({ subject }) => subject);
}

/** Code and phone, on whatever phone is at hand; the access given at sending lasts half an hour only. */
export async function theCitizenLooksItUp({ province, code }: Life, phone = '0912345678'): Promise<Visitor> {
  const citizen = await province.stranger();
  await citizen.open('/tra-cuu');
  await citizen.press('Xem hồ sơ', { ma: code, phone });
  return citizen;
}

/** What a second reader of codes, not ours, sees in a picture. */
export function readQr(png: Buffer): string {
  return execFileSync('zbarimg', ['--quiet', '--raw', '-'], { input: png }).toString().trim();
}

/** When the result was promised, in local words. */
export async function promisedOf({ province, id }: Life): Promise<string> {
  const { due } = await province.db.one<{ due: string | null }>(
    sql`select to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as due from dossiers.dossiers where id = ${id}::uuid`,
  );
  return due ?? 'stands still';
}

/** What a PDF says, by a reader that is not ours. */
export function wordsOfPdf(bytes: Uint8Array): string {
  const { stdout, status } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' });
  expect(status, 'pdftotext reads it').toBe(0);
  return stdout.replace(/\s+/g, ' ');
}

/** The newest slip of a kind, printed as the officer prints it. */
export async function slipOf({ province, id }: Life, kind: string, login = 'sangmoc.motcua'): Promise<string> {
  const { slip } = await province.db.one<{ slip: string }>(
    sql`select id as slip from dossiers.slips where dossier_id = ${id}::uuid and kind = ${kind} order by issued_at desc limit 1`,
  );
  const response = await (await province.officer(login)).raw(`/can-bo/phieu/${slip}`);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  return wordsOfPdf(new Uint8Array(await response.arrayBuffer()));
}
