import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';

/** What SECRET_KEY protects; each purpose has a key of its own, so that one can never stand for another. */
export type Purpose = 'totp' | 'recovery' | 'login' | 'citizen-access' | `note.${string}`;

export type Secrets = {
  /** AES-256-GCM; `context` (an account id) must be the same when opening, so a sealed value cannot be moved to another row. */
  seal(purpose: Purpose, text: string, context: string): Buffer;
  open(purpose: Purpose, sealed: Buffer, context: string): string;
  /** Keyed hash (HMAC-SHA-256). */
  mark(purpose: Purpose, text: string): Buffer;
};

export function secretsFrom(secretKey: string): Secrets {
  const keys = new Map<Purpose, KeyObject>();
  // Key objects, because node prepares a key given as bytes anew for every mark, at five times its cost.
  function key(purpose: Purpose): KeyObject {
    const derived = keys.get(purpose) ?? createSecretKey(Buffer.from(hkdfSync('sha256', secretKey, 'motcua/identity', purpose, 32)));
    keys.set(purpose, derived);
    return derived;
  }
  return {
    seal: (purpose, text, context) => seal(key(purpose), text, context),
    open: (purpose, sealed, context) => open(key(purpose), sealed, context),
    mark: (purpose, text) => createHmac('sha256', key(purpose)).update(text).digest(),
  };
}

const [ivLength, tagLength] = [12, 16];

function seal(key: KeyObject, text: string, context: string): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function open(key: KeyObject, sealed: Buffer, context: string): string {
  const iv = sealed.subarray(0, ivLength);
  const tag = sealed.subarray(ivLength, ivLength + tagLength);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength }).setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]).toString('utf8');
}

/** A session token, 256 random bits; only its hash is kept. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Text a person can copy by hand: no 0/O, 1/I/L. */
export function readableSecret(length: number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      // 248 is the last multiple of 31 in a byte: beyond it some letters would come more often.
      if (byte < 248 && text.length < length) text += alphabet[byte % 31];
    }
  }
  return text;
}
