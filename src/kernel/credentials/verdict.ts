import { type Claims, fromMap } from './claims.ts';
import { fromBase32 } from './base32.ts';
import { readCbor } from './cbor.ts';
import { type Sign1, takeApart } from './cose.ts';
import { inForce, isDistrusted, type KeyList, type ListedKey, statusSigner } from './key-list.ts';
import type { Check } from './lists.ts';
import { statusOf, type StatusList } from './status-list.ts';

export const verdicts = ['valid', 'expired', 'not-yet-valid', 'suspended', 'revoked', 'replaced', 'forged', 'unknown-issuer', 'unreadable'] as const;
export type VerdictName = (typeof verdicts)[number];

/** What can be said of a credential (kết luận xác thực). Claims are there only when the signature is genuine. */
export type Verdict = { verdict: VerdictName; claims?: Claims; issuerName?: string };

/** Lists a verifier has at hand, and how to check one signature. */
export type Knowing = {
  keys: Pick<KeyList, 'find'>;
  status: StatusList | undefined;
  check: Check;
};

/** A phone whose clock is a little wrong must not call a fresh paper «not yet valid». */
const clockSlack = 10 * 60_000;

/** The bytes in a scanned address, a typed code, or nothing. Letters typed small and spaces between groups are forgiven. */
export function bytesOf(text: string): Uint8Array | undefined {
  const code = text.includes('#') ? text.slice(text.indexOf('#') + 1) : text;
  if (code.length < 100 || code.length > 8000) return undefined;
  return fromBase32(code) ?? fromBase32(code.replace(/[\s-]/g, '').toUpperCase());
}

/** Judges a credential by what is known; never throws, whatever the bytes. */
export async function judge(text: string | Uint8Array, knowing: Knowing, now: Date): Promise<Verdict> {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  const sign1 = bytes && takeApart(bytes);
  if (!sign1) return { verdict: 'unreadable' };
  const key = knowing.keys.find(sign1.kid);
  if (!key) return { verdict: 'unknown-issuer' };
  return (await knowing.check(key, sign1.signed, sign1.signature)) ? judgeGenuine(sign1, key, knowing, now) : { verdict: 'forged' };
}

function judgeGenuine(sign1: Sign1, key: ListedKey, { status }: Knowing, now: Date): Verdict {
  const claims = fromMap(readCbor(sign1.payload), key.unitId);
  // Genuinely signed but not understood, or by a key for another unit or another time: not what we issue.
  if (!claims || key.unitId === statusSigner || !inForce(key, claims.issuedAt)) return { verdict: 'forged' };
  const found = { claims, issuerName: key.unitName };
  const standing = status ? statusOf(status, claims.status) : 'fine';
  // Its holder may be as honest as anybody: the paper is issued anew, and nobody is called a forger for it.
  if (isDistrusted(key, claims.issuedAt)) return { verdict: standing === 'replaced' ? 'replaced' : 'revoked', ...found };
  if (standing !== 'fine') return { verdict: standing, ...found };
  if (claims.notBefore.getTime() - clockSlack > now.getTime()) return { verdict: 'not-yet-valid', ...found };
  if (claims.expires && claims.expires.getTime() < now.getTime()) return { verdict: 'expired', ...found };
  return { verdict: 'valid', ...found };
}
