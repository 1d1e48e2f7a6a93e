import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'qrcode';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { type Cbor, readCbor, writeCbor } from './cbor.ts';
import { takeApart, toBeSigned } from './cose.ts';
import { type Asked, type Credentials, openCredentials } from './index.ts';
import { checkSignature, openKeys, signPayload } from './keys.ts';
import { type KeyList, makeKeyList } from './key-list.ts';
import { makeBits } from './status-list.ts';
import { bytesOf, judge } from './verdict.ts';

let base: TestDatabase;
let credentials: Credentials;
let now = new Date('2026-11-23T02:00:00Z');
let count = 0;
/** As a phone has them, without a status list. */
let keys: KeyList;
const unit = { id: 'm05719', name: 'Ủy ban nhân dân xã Sảng Mộc' };

beforeAll(async () => {
  base = await testDatabase();
  credentials = openCredentials(base.db, { secretKey: 'k'.repeat(40), publicUrl: 'https://dichvucong.thainguyen.gov.vn' }, () => now);
});
beforeEach(async () => void (keys = makeKeyList({ madeAt: now, validUntil: now, keys: await openKeys(base.db, 'k'.repeat(40)).all() })));
afterAll(() => base.drop());

function extract(changed: Partial<Asked> = {}): Asked {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`;
  return {
    id,
    unit,
    at: now,
    kind: 'civil-status-extract',
    number: '128/TLKS-BS',
    title: 'Trích lục hộ tịch (bản sao)',
    subject: 'Hoàng Thị Phương Thảo Nguyên',
    dossier: 'H55.368-261123-0001',
    expires: null,
    note: '2015',
    ...changed,
  };
}

function pass(changed: Partial<Asked> = {}): Asked {
  return extract({
    kind: 'vehicle-pass',
    number: '1800/GTVT',
    title: 'Giấy nhận diện phương tiện',
    subject: '20C-123.45',
    note: 'Thái Nguyên → Hà Nội',
    expires: new Date(now.getTime() + 7 * 86_400_000),
    ...changed,
  });
}

describe('a credential', () => {
  test('is valid as issued, and says what it is about', async () => {
    const { text, shortCode } = await credentials.issue(extract());
    expect(await credentials.judge(text)).toMatchObject({
      verdict: 'valid',
      issuerName: unit.name,
      claims: { subject: 'Hoàng Thị Phương Thảo Nguyên', number: '128/TLKS-BS' },
    });
    expect(shortCode).toMatch(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/);
  });

  test('fits a QR of version 13 at level M, all in letters that cost 5.5 bits', async () => {
    for (const asked of [extract(), pass()]) {
      const { text } = await credentials.issue(asked);
      expect(text).toMatch(/^[0-9A-Z $%*+\-./:#]*$/);
      const { version } = create(text.replace('#', '/'), { errorCorrectionLevel: 'M' });
      expect(version).toBeLessThanOrEqual(13);
      expect(create(text, { errorCorrectionLevel: 'M' }).version).toBeLessThanOrEqual(13);
    }
  });

  test('is expired after its day, not yet valid before it, revoked once revoked', async () => {
    const asked = pass();
    const { text } = await credentials.issue(asked);
    const issued = now;
    now = new Date(issued.getTime() + 8 * 86_400_000);
    expect((await credentials.judge(text)).verdict).toBe('expired');
    now = new Date(issued.getTime() - 86_400_000);
    expect((await credentials.judge(text)).verdict).toBe('not-yet-valid');
    now = issued;
    expect(await credentials.revoke(asked.id, 'khai sai', 'Chủ tịch', now)).toBe(true);
    expect(await credentials.revoke(asked.id, 'lần nữa', 'Chủ tịch', now)).toBe(false);
    expect((await credentials.judge(text)).verdict).toBe('revoked');
  });

  test('is suspended while suspended, and holds again once reinstated', async () => {
    const asked = pass();
    const { text } = await credentials.issue(asked);
    expect(await credentials.suspend(asked.id, 'chờ xác minh', 'Giám đốc', now)).toBe(true);
    expect(await credentials.suspend(asked.id, 'lần nữa', 'Giám đốc', now)).toBe(false);
    expect((await credentials.judge(text)).verdict).toBe('suspended');
    expect(await credentials.reinstate(asked.id, 'Giám đốc', now)).toBe(true);
    expect(await credentials.reinstate(asked.id, 'Giám đốc', now)).toBe(false);
    expect((await credentials.judge(text)).verdict).toBe('valid');
    await credentials.revoke(asked.id, 'khai sai', 'Giám đốc', now);
    expect(await credentials.suspend(asked.id, 'muộn rồi', 'Giám đốc', now)).toBe(false);
    expect((await credentials.judge(text)).verdict).toBe('revoked');
  });

  test('of an issuer we do not know is not trusted', async () => {
    const other = await testDatabase();
    const foreign = openCredentials(other.db, { secretKey: 'x'.repeat(40), publicUrl: 'https://dichvucong.thainguyen.gov.vn' }, () => now);
    const { text } = await foreign.issue(extract());
    expect((await credentials.judge(text)).verdict).toBe('unknown-issuer');
    await other.drop();
  });

  test('with any one bit flipped is never valid and never an error', async () => {
    const bytes = bytesOf((await credentials.issue(pass())).text)!;
    const none = { madeAt: now, keysMadeAt: now, revoked: makeBits([], 1), suspended: makeBits([], 1) };
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      const { verdict } = await judge(flipped, { keys, status: none, check: checkSignature }, now);
      expect(['forged', 'unreadable', 'unknown-issuer'], `bit ${bit}`).toContain(verdict);
    }
  });

  test('with any one letter of its text changed to any other is never valid and never an error', async () => {
    const { text } = await credentials.issue(pass());
    const code = text.split('#')[1] ?? '';
    for (let i = 0; i < code.length; i++)
      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.#%') {
        if (letter === code[i]) continue;
        const changed = code.slice(0, i) + letter + code.slice(i + 1);
        const { verdict } = await judge(changed, { keys, status: undefined, check: checkSignature }, now);
        if (!['forged', 'unreadable', 'unknown-issuer'].includes(verdict)) expect.fail(`letter ${i} as ${letter}: ${verdict}`);
      }
  });

  test('that says more than we know, at a number that may be passed over, is valid; at any other it is not', async () => {
    const own = await openKeys(base.db, 'k'.repeat(40)).inUse(unit, now);
    const sealed = bytesOf((await credentials.issue(pass())).text)!;
    const claims = readCbor(takeApart(sealed)!.payload) as Map<number, string | number>;
    const saying = (...more: [number, Cbor][]) => signPayload(own, writeCbor(new Map<number, Cbor>([...claims, ...more])));
    const at = async (bytes: Uint8Array) => (await judge(bytes, { keys, status: undefined, check: checkSignature }, now)).verdict;
    expect(await at(saying())).toBe('valid');
    expect(await at(saying([100, 'điều mới'], [5000, new Uint8Array(3)]))).toBe('valid');
    expect(await at(saying([99, 'điều phải hiểu']))).toBe('forged');
  });

  test('lengthened, shortened, or made of anything at all is never valid and never an error', async () => {
    const bytes = bytesOf((await credentials.issue(pass())).text)!;
    for (const changed of [Uint8Array.from([...bytes, 0]), bytes.slice(0, -1), bytes.slice(1), new Uint8Array()])
      expect((await credentials.judge(changed)).verdict).not.toBe('valid');
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        async (noise) => (await judge(noise, { keys, status: undefined, check: checkSignature }, now)).verdict !== 'valid',
      ),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 600, unit: 'binary' }), async (noise) => (await credentials.judge(noise)).verdict === 'unreadable'),
      { numRuns: 300 },
    );
  });

  test('is read from a typed code too: small letters, spaces and hyphens are forgiven', async () => {
    const { text } = await credentials.issue(extract());
    const typed = (text.split('#')[1] ?? '').toLowerCase().replace(/(.{5})/g, '$1 ');
    expect((await credentials.judge(typed)).verdict).toBe('valid');
  });
});

describe('keys', () => {
  test('after a rotation the old paper still holds and new ones are signed by the new key', async () => {
    const old = await credentials.issue(extract());
    now = new Date(now.getTime() + 60_000);
    await credentials.rotate(unit);
    const fresh = await credentials.issue(extract());
    expect((await credentials.judge(old.text)).verdict).toBe('valid');
    expect((await credentials.judge(fresh.text)).verdict).toBe('valid');
  });

  test('after a theft nothing signed from that moment counts, and what was signed before does', async () => {
    const before = await credentials.issue(extract());
    now = new Date(now.getTime() + 3_600_000);
    const stolen = await credentials.issue(extract());
    expect((await credentials.recover(unit, new Date(now.getTime() - 60_000))).map(({ number }) => number)).toEqual(['128/TLKS-BS']);
    now = new Date(now.getTime() + 60_000);
    expect((await credentials.judge(before.text)).verdict).toBe('valid');
    expect((await credentials.judge(stolen.text)).verdict).toBe('revoked');
    expect((await credentials.judge((await credentials.issue(extract())).text)).verdict).toBe('valid');
  });
});

describe('the letters', () => {
  test('any bytes come back', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => Buffer.from(fromBase32(toBase32(bytes))!).equals(Buffer.from(bytes))));
  });

  test('left-over bits and strange letters are refused, so that one credential has one text', () => {
    expect(fromBase32('AB')).toBeUndefined();
    expect(fromBase32('A')).toBeUndefined();
    expect(fromBase32('A1')).toBeUndefined();
  });
});

const vectors = join(import.meta.dirname, '../../../../shared/data/testvectors/cose');

describe.runIf(existsSync(vectors))('the COSE examples of the working group', () => {
  type Example = { input: { sign0: { key: { x: string; y: string } } }; intermediates: { ToBeSign_hex: string }; output: { cbor: string } };
  const read = (file: string) => {
    const example = JSON.parse(readFileSync(join(vectors, file), 'utf8')) as Example;
    const [header, , payload, signature] = readCbor(Buffer.from(example.output.cbor, 'hex').subarray(1)) as Uint8Array[];
    return { ...example, header: header!, payload: payload!, signature: signature! };
  };

  test('what is to be signed is built byte for byte as theirs', () => {
    const { header, payload, intermediates } = read('ecdsa-examples/ecdsa-sig-02.json');
    expect(Buffer.from(toBeSigned(header, payload)).toString('hex').toUpperCase()).toBe(intermediates.ToBeSign_hex);
  });

  test.each([
    ['sign1-tests/sign-pass-02.json', true],
    ['sign1-tests/sign-fail-02.json', false],
  ])('%s: the signature counts: %s', (file, counts) => {
    const { input, intermediates, header, payload, signature } = read(file);
    // The passing one has external data, which we do not speak; theirs is taken. The failing one differs in what it carries.
    const signed = counts ? Buffer.from(intermediates.ToBeSign_hex, 'hex') : toBeSigned(header, payload);
    const key = { x: Uint8Array.from(Buffer.from(input.sign0.key.x, 'base64url')), y: Uint8Array.from(Buffer.from(input.sign0.key.y, 'base64url')) };
    expect(checkSignature(key, signed, signature)).toBe(counts);
  });
});
