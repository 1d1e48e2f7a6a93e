import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCbor } from '#kernel/credentials/cbor.ts';
import { toMap } from '#kernel/credentials/claims.ts';
import { credentialsCommand } from '#kernel/credentials/cli.ts';
import { takeKeyList, takeStatusList } from '#kernel/credentials/lists.ts';
import { checkSignature, openKeys, type OwnKey, signPayload } from '#kernel/credentials/keys.ts';
import type { KeyList } from '#kernel/credentials/key-list.ts';
import type { StatusList } from '#kernel/credentials/status-list.ts';
import { judge } from '#kernel/credentials/verdict.ts';
import { sql } from '#kernel/db/index.ts';
import { beforeLastUpdate } from '#kernel/signing/before-seal.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { filePass, passUnit } from '../batch/passes.fixture.ts';
import { aLot } from '../lots/lot.fixture.ts';
import { sendLot } from '../lots/send-lot.ts';
import { readQr, theCitizenLooksItUp, wordsOfPdf } from '../scenarios/steps.ts';
import { type Result, resultsOf } from '../store/results.ts';
import { reissuesOf } from './standing.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

const officials = { receive: 'motcua', assess: 'chuyenvien', approve: 'giamdoc', seal: 'vanthu' };

/** All four hands, in bulk. */
async function issued(ids: readonly string[]): Promise<void> {
  for (const [verb, login] of Object.entries(officials)) {
    const rows = await province.db.many<{ line: string }>(sql`select id || ':' || revision as line from dossiers.dossiers where id = any(${[...ids]}::uuid[])`);
    const officer = await province.officer(`giaothong.${login}`);
    await officer.send('/can-bo/hang-loat', { verb, ids: rows.map(({ line }) => line) });
    await officer.press(' hồ sơ');
    await province.settle();
  }
}

async function filed(plate: string, phone: string): Promise<string> {
  return (await filePass(province.platform, { plates: [plate], typed: { 'applicant.phone': phone } })).id;
}

async function resultOf(id: string): Promise<Result> {
  const [result] = await resultsOf(province.db, id);
  if (!result) throw new Error(`dossier ${id} has no result`);
  return result;
}

async function leaderDoes(id: string, button: string, words: Record<string, string>): Promise<void> {
  const leader = await province.officer('giaothong.giamdoc');
  await leader.open(`/can-bo/ho-so/${id}`);
  await leader.press(button, words);
  expect(leader.status, leader.text.slice(0, 500)).toBe(200);
}

type Phone = { keys: KeyList; status: StatusList };

async function phone(known?: Phone): Promise<Phone> {
  const { credentials } = province.platform;
  const point = Uint8Array.from(Buffer.from(await credentials.provincePoint(), 'base64url'));
  const keys = (await takeKeyList(await credentials.keyList(), point, checkSignature, known?.keys))!;
  return { keys, status: (await takeStatusList(await credentials.statusList(known?.status.madeAt), keys, checkSignature, known?.status))! };
}

async function atRoadside(text: string | Uint8Array | null, lists: Phone): Promise<string> {
  return (await judge(text ?? '', { ...lists, check: checkSignature }, province.platform.now())).verdict;
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const { platform } = province;
  const tools = { ...platform, unit: platform.organisations.find, reissues: reissuesOf(platform), print: (line: string) => said.push(line) };
  return { code: await credentialsCommand(args, tools), said: said.join('\n') };
}

/** The key of the department, as it lies in the memory of the program. */
function stolenKey(): Promise<OwnKey> {
  return openKeys(province.db, province.platform.config.secretKey).inUse({ id: passUnit, name: '' }, province.platform.now());
}

/** What a thief signs with it at home. */
function forge(key: OwnKey, at: Date): Uint8Array {
  const said = { kind: 'vehicle-pass', number: '9999/GNDPT', title: 'Giấy nhận diện phương tiện', subject: '20C-999.99', dossier: 'H55-9' } as const;
  const empty = { note: '', onBehalf: '', conditions: '', people: '' };
  const claims = { ...said, ...empty, issuer: '', issuedAt: at, notBefore: at, expires: new Date(at.getTime() + 86_400_000), status: 90_000 };
  return signPayload(key, writeCbor(toMap(claims)));
}

test('from theft to recovery: forged passes end, honest ones come back with a new code, and each holder hears of it once', async () => {
  const { platform } = province;
  const [old, ended] = [await filed('20C-100.01', '0911111111'), await filed('20C-100.02', '0911111111')];
  await issued([old]);
  province.clock('2021-08-18 08:00');
  const lot = await sendLot(platform, { kind: 'anyone' }, await aLot(platform, 5, '0922222222'));
  const inLot = (await province.db.many<{ id: string }>(sql`select id from dossiers.dossiers where lot = ${lot.id}::uuid order by lot_row`)).map(
    ({ id }) => id,
  );
  const own = [await filed('20C-200.01', '0933333333'), await filed('20C-200.02', '0933333333'), await filed('20C-200.03', '0944444444')];
  const [suspended = '', revoked = ''] = [await filed('20C-300.01', '0955555555'), await filed('20C-300.02', '0966666666')];
  await issued([ended, ...inLot, ...own, suspended, revoked]);
  await leaderDoes(suspended, 'Đình chỉ kết quả', { reason: 'Chờ xác minh', basis: 'Chỉ thị 16', until: '30/8/2021' });
  await leaderDoes(revoked, 'Thu hồi kết quả', { reason: 'Khai sai', basis: 'Chỉ thị 16' });
  // One whose time is over before anybody notices the theft.
  await province.db.run(sql`update dossiers.results set valid_until = '2021-08-19' where dossier_id = ${ended}::uuid`);
  await province.db.run(sql`update kernel.credentials set expires_at = '2021-08-19' where id::text = ${(await resultOf(ended)).credentialId}`);

  province.clock('2021-08-20 10:00');
  await province.settle();
  const thief = await stolenKey();
  const forged = forge(thief, platform.now());
  const before = await phone();
  expect(await atRoadside(forged, before), 'nobody knows of the theft').toBe('valid');
  expect((await platform.credentials.judge(forged)).verdict, 'but it stands in no book').toBe('forged');
  const honest = await resultOf(own[0] ?? '');
  const oldFile = (await platform.files.read(honest.fileHash ?? ''))!;
  expect(await atRoadside(honest.credentialText, before)).toBe('valid');
  const messagesBefore = (await platform.notifications.list(500)).length;

  province.clock('2021-08-20 10:05');
  const { code, said } = await run('recover', passUnit, '--since', '2021-08-17');
  expect([code, said]).toEqual([0, expect.stringMatching(/9 giấy đang dùng phải cấp lại/)]);
  expect(await run('recover', '--status')).toMatchObject({ code: 1, said: expect.stringContaining('Đang làm.') });
  expect(await atRoadside(honest.credentialText, await phone(before)), 'not trusted from now on').toBe('revoked');
  await province.settle();

  const status = await run('recover', '--status');
  expect(status).toMatchObject({ code: 0, said: expect.stringMatching(/9 giấy có mã mới \(9 hồ sơ\); còn chờ 0 hồ sơ; không làm được 0; đã báo 4 nơi/) });
  const after = await phone(before);
  const anew = await resultOf(own[0] ?? '');
  expect([await atRoadside(forged, after), (await platform.credentials.judge(forged)).verdict]).toEqual(['revoked', 'forged']);
  expect(await atRoadside(forge(thief, new Date('2021-08-20T05:00:00Z')), after), 'dated after the recovery').toBe('forged');
  expect([await atRoadside(honest.credentialText, after), (await platform.credentials.judge(honest.credentialText ?? '')).verdict]).toEqual([
    'replaced',
    'replaced',
  ]);
  expect([await atRoadside(anew.credentialText, after), (await platform.credentials.judge(anew.credentialText ?? '')).verdict]).toEqual(['valid', 'valid']);
  expect(await atRoadside(honest.credentialText, before), 'a phone that has not heard of it').toBe('valid');
  expect(await atRoadside((await resultOf(old)).credentialText, after), 'issued before the theft').toBe('valid');
  for (const [id, verdict] of [
    [suspended, 'suspended'],
    [revoked, 'revoked'],
  ] as const)
    expect(await atRoadside((await resultOf(id)).credentialText, after), verdict).toBe(verdict);

  await paperIsWhole(honest, oldFile, anew);
  await holdersHeard(messagesBefore, inLot, own, lot.code);
  expect((await platform.audit.verify()).faults).toEqual([]);
  const audited = await province.db.many<{ action: string; many: number }>(
    sql`select action, count(*)::int as many from kernel.audit where action in ('credentials.recovered', 'dossier.reissue') group by 1 order by 1`,
  );
  expect(audited).toEqual([
    { action: 'credentials.recovered', many: 1 },
    { action: 'dossier.reissue', many: 9 },
  ]);
}, 90_000);

/** Same number, date and leader's signature; another code, said so beside it. */
async function paperIsWhole(honest: Result, oldFile: Uint8Array, anew: Result): Promise<void> {
  const { platform } = province;
  expect(anew).toMatchObject({ numberText: honest.numberText, sealedAt: honest.sealedAt, validUntil: honest.validUntil, data: honest.data });
  expect(anew.fileHash).not.toBe(honest.fileHash);
  const file = (await platform.files.read(anew.fileHash ?? ''))!;
  const { signatures } = await platform.signing.verifyPdf(file);
  expect(signatures.map(({ signer, intact, trusted, coversWholeFile }) => [signer, intact, trusted, coversWholeFile])).toEqual([
    ['Nguyễn Đức Thịnh (mẫu)', true, true, false],
    [expect.stringContaining('Sở Giao thông vận tải'), true, true, true],
  ]);
  expect(Buffer.from(beforeLastUpdate(file) ?? []).equals(Buffer.from(beforeLastUpdate(oldFile) ?? [])), 'what the leader signed').toBe(true);
  const [was, is] = [wordsOfPdf(oldFile), wordsOfPdf(file)];
  expect(is).toMatch(/Mã ngắn: [A-Z0-9]{4}-[A-Z0-9]{4}, cấp lại 20\/08\/2021/);
  const code = /Mã ngắn: [A-Z0-9-]{9}(, cấp lại [\d/]+)?/;
  expect(is.replace(code, ''), 'all else is as it was').toBe(was.replace(code, ''));
}

async function holdersHeard(messagesBefore: number, inLot: readonly string[], own: readonly string[], lotCode: string): Promise<void> {
  const { platform } = province;
  const all = await platform.notifications.list(500);
  const fresh = all.slice(0, all.length - messagesBefore).filter(({ channel }) => channel === 'sms');
  expect(fresh.map(({ toAddress }) => toAddress).sort()).toEqual(['+84922222222', '+84933333333', '+84944444444', '+84955555555']);
  expect(fresh.every(({ subject }) => subject.endsWith('có mã mới, hãy in lại'))).toBe(true);
  expect(fresh.find(({ toAddress }) => toAddress === '+84922222222')).toMatchObject({
    subject: '5 giấy của bạn có mã mới, hãy in lại',
    body: expect.stringContaining(lotCode),
  });
  expect(fresh.find(({ toAddress }) => toAddress === '+84944444444')?.body).toContain('20C-200.03');
  // Later news of the lot are not told once more by its digest.
  province.clock('2021-08-20 10:31');
  await province.settle();
  expect((await platform.notifications.list(500)).length).toBe(all.length);
  const { code } = await province.db.one<{ code: string }>(sql`select code from dossiers.dossiers where id = ${own[0]}::uuid`);
  const citizen = await theCitizenLooksItUp({ province, code, id: own[0] ?? '', citizen: await province.stranger() }, '0933333333');
  expect(citizen.text).toContain('Giấy có mã mới, hãy in lại');
  const anew = await resultOf(own[0] ?? '');
  const picture = await citizen.raw(`/tra-cuu/ho-so/ket-qua/${anew.id}/anh`);
  expect(readQr(Buffer.from(await picture.arrayBuffer())), 'the picture for the phone has the new code too').toBe(anew.credentialText);
  expect(inLot).toHaveLength(5);
}

test('what cannot be done is named, and done again once it is mended; a second theft finds everything', async () => {
  const { platform } = province;
  province.clock('2021-08-21 08:00');
  const id = await filed('20C-400.01', '0977777777');
  await issued([id]);
  const { fileHash } = await resultOf(id);
  await province.db.run(sql`update dossiers.results set file_hash = 'gone' where dossier_id = ${id}::uuid`);
  province.clock('2021-08-21 09:00');
  expect((await run('recover', passUnit, '--since', '2021-08-20')).said).toContain('10 giấy đang dùng phải cấp lại');
  await province.settle();
  const { code } = await province.db.one<{ code: string }>(sql`select code from dossiers.dossiers where id = ${id}::uuid`);
  expect(await run('recover', '--status')).toMatchObject({ code: 1, said: expect.stringMatching(new RegExp(`9 giấy có mã mới[^]*${code}: không thấy tệp`)) });
  await province.db.run(sql`update dossiers.results set file_hash = ${fileHash} where dossier_id = ${id}::uuid`);
  await run('recover', '--again');
  await province.settle();
  expect(await run('recover', '--status')).toMatchObject({ code: 0, said: expect.stringContaining('10 giấy có mã mới (10 hồ sơ)') });
  expect(await atRoadside((await resultOf(id)).credentialText, await phone())).toBe('valid');
  expect((await run('lost', passUnit)).said).toBe('Không giấy nào phải cấp lại.');
  expect((await platform.audit.verify()).faults).toEqual([]);
}, 60_000);
