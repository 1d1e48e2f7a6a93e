import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeCbor } from '#kernel/credentials/cbor.ts';
import { toBase32 } from '#kernel/credentials/base32.ts';
import { type Claims, toMap } from '#kernel/credentials/claims.ts';
import { assemble, protectedHeader, toBeSigned } from '#kernel/credentials/cose.ts';
import { type KeyList, makeKeyList } from '#kernel/credentials/key-list.ts';
import { makeBits } from '#kernel/credentials/status-list.ts';
import { trustOf } from '#kernel/credentials/trust.ts';
import { checkInBrowser } from './check.ts';
import { type ClockMemory, readClock } from './clock.ts';
import { conclude } from './conclude.ts';

const day = 86_400_000;
const made = new Date('2026-11-23T05:00:00Z');
const days = (count: number) => new Date(made.getTime() + count * day);
const kid = new Uint8Array(8).fill(7);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
let keys: KeyList;

beforeAll(() => {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const key = {
    kid,
    x: Buffer.from(x, 'base64url'),
    y: Buffer.from(y, 'base64url'),
    unitId: 'so',
    unitName: 'Sở',
    validFrom: days(-300),
    validTo: null,
    revokedFrom: null,
  };
  keys = makeKeyList({ madeAt: made, validUntil: days(400), keys: [key] });
});

function paper(more: Partial<Claims> = {}): string {
  const claims: Claims = {
    issuer: 'so',
    issuedAt: days(-1),
    notBefore: days(-1),
    expires: days(60),
    kind: 'vehicle-pass',
    number: '1',
    title: 'Giấy',
    subject: '20C-123.45',
    dossier: 'H55',
    status: 1,
    note: '',
    onBehalf: '',
    conditions: '',
    people: '',
    ...more,
  }; // prettier-ignore
  const [header, payload] = [protectedHeader(kid), writeCbor(toMap(claims))];
  return toBase32(assemble(header, payload, sign('sha256', toBeSigned(header, payload), { key: privateKey, dsaEncoding: 'ieee-p1363' })));
}

async function said(text: string, now: Date, { memory, revoked = [] }: { memory?: ClockMemory; revoked?: number[] } = {}): Promise<string> {
  const clock = readClock(now, memory, made);
  const status = { madeAt: made, keysMadeAt: made, revoked: makeBits(revoked, 10), suspended: makeBits([], 10) };
  const { verdict, doubt } = await conclude(
    text,
    { keys, status, check: checkInBrowser },
    { clock, trust: trustOf(made, clock.moments[0] ?? now), madeAt: made },
  );
  return doubt ?? verdict;
}

describe('what is concluded', () => {
  test.each([0, 1, 8, 29])('is the plain verdict while the lists are %d days old', async (age) => {
    expect(await said(paper(), days(age))).toBe('valid');
    expect(await said(paper({ expires: days(age - 0.5) }), days(age))).toBe('expired');
    expect(await said(paper(), days(age), { revoked: [1] })).toBe('revoked');
  });

  test('is nothing after 30 days, but for what no list and no clock can change', async () => {
    expect(await said(paper(), days(31))).toBe('lists-too-old');
    expect(await said(paper({ expires: null }), days(31))).toBe('lists-too-old');
    // Perhaps it is only the clock that runs ahead: then this one is still good.
    expect(await said(paper({ expires: days(20) }), days(31))).toBe('lists-too-old');
    expect(await said(paper({ expires: days(-0.5) }), days(31))).toBe('expired');
    expect(await said(paper(), days(31), { revoked: [1] })).toBe('revoked');
  });

  test('is what holds at every time it may be, when the clock is wrong', async () => {
    expect(await said(paper(), days(-40))).toBe('clock-behind');
    expect(await said(paper({ expires: null }), days(-40))).toBe('valid');
    expect(await said(paper({ expires: days(-0.5) }), days(-40))).toBe('expired');
    const ahead = { lastSeen: made.getTime(), offset: -5 * day };
    expect(await said(paper({ expires: days(2) }), days(5), { memory: ahead })).toBe('clock-ahead');
    expect(await said(paper(), days(5), { memory: ahead })).toBe('valid');
    // A clock 40 days ahead does not make young lists old.
    expect(await said(paper(), days(40), { memory: { lastSeen: made.getTime(), offset: -40 * day } })).toBe('valid');
  });

  test('of a paper from the future is that the clock is behind, never that it is forged or not yet valid', async () => {
    expect(await said(paper({ issuedAt: days(3), notBefore: days(3), expires: days(9) }), days(1))).toBe('clock-behind');
    expect(await said(paper({ issuedAt: days(0), notBefore: days(3), expires: days(9) }), days(1))).toBe('not-yet-valid');
  });
});
