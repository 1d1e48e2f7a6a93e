import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { writeCbor } from './cbor.ts';
import { type Claims, claimKeys, toMap } from './claims.ts';
import { credentialsCommand } from './cli.ts';
import { type Credentials, openCredentials } from './index.ts';
import { checkSignature, type OwnKey, openKeys, pointOf, signPayload } from './keys.ts';
import { type KeyList, writeKeyList } from './key-list.ts';
import { takeKeyList, takeStatusList } from './lists.ts';
import { makeBits, type StatusList, statusOf, writeStatusList } from './status-list.ts';
import { judge } from './verdict.ts';

const secretKey = 'k'.repeat(40);
const department = { id: 'so-giao-thong-van-tai', name: 'Sở Giao thông vận tải' };
const commune = { id: 'm05719', name: 'Ủy ban nhân dân xã Sảng Mộc' };
const hour = 3_600_000;
const day = 24 * hour;
let base: TestDatabase;
let credentials: Credentials;
let now = new Date('2026-11-23T02:00:00Z');
let count = 0;

beforeAll(async () => {
  base = await testDatabase();
  credentials = openCredentials(base.db, { secretKey, publicUrl: 'https://dichvucong.thainguyen.gov.vn' }, () => now);
  await Promise.all([issue(department), issue(commune)]);
});
beforeEach(() => void (now = new Date(now.getTime() + day)));
afterAll(() => base.drop());

async function issue(unit: { id: string; name: string }, number = '1/GTVT') {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`;
  const said = { number, title: 'Giấy nhận diện phương tiện', subject: '20C-123.45', dossier: 'H55-1', note: '', expires: null, kind: 'vehicle-pass' } as const;
  return credentials.issue({ id, unit, at: now, ...said });
}

function stolenKey(unit = department): Promise<OwnKey> {
  return openKeys(base.db, secretKey).inUse(unit, now);
}

/** What a thief signs at home; nothing of it stands in our book. */
function forge(key: OwnKey, changed: Partial<Claims> = {}, more: [number, string | number][] = []): Uint8Array {
  const claims: Claims = {
    issuer: '',
    issuedAt: now,
    notBefore: now,
    expires: null,
    kind: 'vehicle-pass',
    number: '9999/GTVT',
    title: 'Giấy nhận diện phương tiện',
    subject: '20C-999.99',
    dossier: 'H55-9',
    status: 90_000,
    note: '',
    onBehalf: '',
    conditions: '',
    people: '',
    ...changed,
  };
  // Numbers of claims stand in order, as our own writer puts them.
  return signPayload(key, writeCbor(new Map([...toMap(claims), ...more].toSorted(([a], [b]) => a - b))));
}

/** Where somebody waits until he is let on. */
function aGate() {
  let [open, arrive] = [() => {}, () => {}];
  const gate = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  return { reached, open: () => open(), heldAt: () => (arrive(), gate) };
}

type Phone = { keys: KeyList; status: StatusList };

async function phone(known?: Phone): Promise<Phone> {
  const point = Uint8Array.from(Buffer.from(await credentials.provincePoint(), 'base64url'));
  const keys = (await takeKeyList(await credentials.keyList(), point, checkSignature, known?.keys))!;
  return { keys, status: (await takeStatusList(await credentials.statusList(known?.status.madeAt), keys, checkSignature, known?.status))! };
}

async function atRoadside(bytes: string | Uint8Array, lists: Phone): Promise<string> {
  return (await judge(bytes, { ...lists, check: checkSignature }, now)).verdict;
}

describe('whoever stole the key of one unit', () => {
  test('can issue in its name: phones believe it until the list says otherwise, the server sees that it stands in no book', async () => {
    const paper = forge(await stolenKey());
    expect(await atRoadside(paper, await phone())).toBe('valid');
    expect((await credentials.judge(paper)).verdict).toBe('forged');
  });

  test('cannot issue in the name of another unit', async () => {
    const paper = forge(await stolenKey(), {}, [[claimKeys.issuer, commune.id]]);
    expect(await atRoadside(paper, await phone())).toBe('forged');
    const own = await judge(forge(await stolenKey()), { ...(await phone()), check: checkSignature }, now);
    expect(own.issuerName).toBe(department.name);
  });

  test('can dress a revoked paper up as a new one with another place in the list, and cannot make the old one hold again', async () => {
    const paper = await issue(department);
    await credentials.revoke(paper.id, 'khai sai', 'Giám đốc', now);
    const lists = await phone();
    expect(await atRoadside(paper.text, lists)).toBe('revoked');
    expect(await atRoadside(forge(await stolenKey(), { number: '1/GTVT', subject: '20C-123.45', status: 80_000 }), lists)).toBe('valid');
  });

  test('cannot sign lists of keys or of revocations', async () => {
    const [key, { keys }] = [await stolenKey(), await phone()];
    const point = Uint8Array.from(Buffer.from(await credentials.provincePoint(), 'base64url'));
    expect(await takeKeyList(signPayload(key, await writeKeyList(keys)), point, checkSignature)).toBeUndefined();
    const clean = { madeAt: now, keysMadeAt: keys.madeAt, revoked: makeBits([], 1), suspended: makeBits([], 1) };
    expect(await takeStatusList(signPayload(key, await writeStatusList(clean)), keys, checkSignature)).toBeUndefined();
  });

  test('after recovery signs nothing that counts, except what he dates before the day that was named; an earlier day ends that too', async () => {
    const thief = await stolenKey();
    const since = new Date(now.getTime() - hour);
    const honest = await issue(department, '7/GTVT');
    const [dated, backdated] = [forge(thief), forge(thief, { issuedAt: new Date(since.getTime() - hour), notBefore: since })];
    const before = await phone();
    const lost = await credentials.recover(department, since);
    expect(lost.map(({ number }) => number)).toEqual(['7/GTVT']);
    const later = forge(thief, { issuedAt: new Date(now.getTime() + hour), notBefore: now });
    const after = await phone(before);
    expect(await atRoadside(dated, after)).toBe('revoked');
    expect(await atRoadside(honest.text, after), 'an honest holder is not called a forger').toBe('revoked');
    expect(await atRoadside(later, after)).toBe('forged');
    expect(await atRoadside(backdated, after), 'said so in the documents').toBe('valid');
    expect(await atRoadside(dated, before), 'a phone that has not heard of it').toBe('valid');
    now = new Date(now.getTime() + 60_000);
    expect(await atRoadside((await issue(department)).text, await phone(after))).toBe('valid');
    await credentials.recover(department, new Date(since.getTime() - 2 * hour));
    expect(await atRoadside(backdated, await phone(after))).toBe('revoked');
  });

  test('with the key that signs revocations can hide one for as long as he stands between, and loses his hold with the next list of keys', async () => {
    const signer = await stolenKey({ id: 'lists', name: '' });
    const paper = await issue(department);
    await credentials.revoke(paper.id, 'khai sai', 'Giám đốc', now);
    const { keys } = await phone();
    const far = { madeAt: new Date(now.getTime() + 3650 * day), keysMadeAt: keys.madeAt, revoked: makeBits([], 1), suspended: makeBits([], 1) };
    const fooled = (await takeStatusList(signPayload(signer, await writeStatusList(far)), keys, checkSignature))!;
    expect(await atRoadside(paper.text, { keys, status: fooled })).toBe('valid');
    expect(await atRoadside(forge(signer), { keys, status: fooled }), 'he issues no papers with it').toBe('forged');
    await credentials.recover({ id: 'lists', name: 'Danh sách thu hồi' }, now);
    const { status } = await phone({ keys, status: fooled });
    expect(statusOf(status, (await credentials.judge(paper.text)).claims!.status)).toBe('revoked');
  });

  test('is found out in the very moment of a seal, and no paper is missed: it waits for the one under way, and the next is signed with the new key', async () => {
    const [sealing, recovering] = [aGate(), aGate()];
    const sealed = base.db.transaction(async () => {
      const paper = await issue(department, '51/GTVT');
      await sealing.heldAt();
      return paper;
    });
    await sealing.reached;
    const lost = base.db.transaction(async () => {
      const papers = await credentials.recover(department, new Date(now.getTime() - hour));
      await recovering.heldAt();
      return papers;
    });
    expect(await Promise.race([recovering.reached, sleep(300, 'still waits')]), 'until the paper is in the book').toBe('still waits');
    sealing.open();
    await recovering.reached;
    // The old key is not given up yet, as far as others see; nothing is kept under it all the same.
    const next = issue(department, '52/GTVT');
    expect(await Promise.race([next, sleep(300, 'still waits')])).toBe('still waits');
    recovering.open();
    expect((await lost).map(({ number }) => number)).toContain('51/GTVT');
    now = new Date(now.getTime() + 1000);
    const lists = await phone();
    expect([await atRoadside((await sealed).text, lists), await atRoadside((await next).text, lists)]).toEqual(['revoked', 'valid']);
  });
});

describe('whoever has', () => {
  test('the database without SECRET_KEY signs nothing', async () => {
    await expect(openKeys(base.db, 'x'.repeat(40)).inUse(department, now)).rejects.toThrow();
  });

  test('the province’s key can list himself; a new one of the province ends that for every phone that opens the page again', async () => {
    const root = await stolenKey({ id: 'province', name: '' });
    const { keys } = await phone();
    const self: OwnKey = { ...(await stolenKey()), ...ownPair(), unitName: 'Bộ Công an' };
    const forged = signPayload(root, await writeKeyList({ ...keys, madeAt: now, keys: [self] }));
    const point = async () => Uint8Array.from(Buffer.from(await credentials.provincePoint(), 'base64url'));
    expect(await takeKeyList(forged, await point(), checkSignature, keys)).toBeDefined();
    await credentials.rotate({ id: 'province', name: 'Tỉnh' });
    expect(await takeKeyList(forged, await point(), checkSignature)).toBeUndefined();
    expect((await phone()).keys.keys.length).toBeGreaterThan(2);
  });
});

function ownPair(): Pick<OwnKey, 'kid' | 'x' | 'y' | 'privateKey'> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid: randomBytes(8), privateKey, ...pointOf(publicKey) };
}

describe('at the command line', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'motcua-keys-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  async function run(...args: string[]): Promise<{ code: number; said: string }> {
    const said: string[] = [];
    const unit = (id: string) => (id === department.id ? ({ id, fullName: department.name } as never) : undefined);
    const audit = { record: async () => undefined };
    const reissues = { standing: async () => ({ lines: ['đang làm'], over: false }), again: async () => 0 };
    const tools = { credentials, audit, db: base.db, unit, now: () => now, print: (line: string) => said.push(line), reissues };
    return { code: await credentialsCommand(args, tools), said: said.join('\n') };
  }

  test('one command recovers and prints which papers must be issued anew', async () => {
    await issue(department, '41/GTVT');
    const { code, said } = await run('recover', department.id, '--since', new Date(now.getTime() - hour).toISOString());
    expect([code, said]).toEqual([0, expect.stringMatching(/giấy đang dùng phải cấp lại[^]*H55-1 {2}41\/GTVT {2}20C-123\.45/)]);
    const paper = (await credentials.lost(department)).find(({ number }) => number === '41/GTVT');
    await credentials.revoke(paper?.id ?? '', 'đã cấp lại', 'Giám đốc', now);
    expect((await run('lost', department.id)).said, 'what was issued anew is off the list').not.toContain('41/GTVT');
    expect((await run('keys')).said).toMatch(/bị lộ, không tính từ[^]*đang ký/);
    for (const wrong of [
      ['recover', department.id],
      ['recover', department.id, '--since', '2099-01-01'],
      ['recover', 'khong-co', '--since', '2026-11-20'],
      ['steal'],
    ])
      expect((await run(...wrong)).code, wrong.join(' ')).toBe(2);
  });

  test('the province signs on a machine of its own: its key never comes here, and no list counts that it did not sign', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(at('tinh.pub'), publicKey.export({ format: 'pem', type: 'spki' }));
    expect((await run('list-to-sign', at('one.bin'), '--key', at('tinh.pub'))).code).toBe(0);
    await writeFile(at('wrong.der'), await signAway(at('one.bin'), ownPair().privateKey));
    expect((await run('list-signed', at('one.bin'), at('wrong.der'), '--key', at('tinh.pub'))).said).toContain('Chữ ký không phải của khóa tỉnh');
    await writeFile(at('one.der'), await signAway(at('one.bin'), privateKey));
    expect((await run('list-signed', at('one.bin'), at('one.der'), '--key', at('tinh.pub'))).code).toBe(0);
    const { keys } = await phone();
    expect(Buffer.from(await credentials.provincePoint(), 'base64url').subarray(0, 32)).toEqual(pointOf(publicKey).x);
    await expect(stolenKey({ id: 'province', name: '' })).rejects.toThrow('kept elsewhere');

    now = new Date(now.getTime() + hour);
    expect((await run('rotate', department.id)).said).toContain('hãy xuất danh sách khóa và ký ngay');
    expect((await phone()).keys.madeAt, 'the last list goes on until the next is signed').toEqual(keys.madeAt);
    expect(await credentials.rotateOld(0), 'nothing turns by itself that nobody could list').toEqual([]);
    await run('list-to-sign', at('two.bin'));
    await writeFile(at('two.der'), await signAway(at('two.bin'), privateKey));
    expect((await run('list-signed', at('two.bin'), at('two.der'))).code).toBe(0);
    expect((await phone()).keys.keys.length).toBe(keys.keys.length + 1);
    expect((await run('list-signed', at('two.bin'), at('two.der'))).said, 'the same list once more').toContain('cũ hơn');
  });
});

/** What `openssl dgst -sha256 -sign` does. */
async function signAway(file: string, key: KeyObject): Promise<Buffer> {
  return createSign('sha256')
    .update(await readFile(file))
    .sign(key);
}
