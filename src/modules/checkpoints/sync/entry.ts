import { z } from 'zod';
import { fromBase64url, importKey, sha256, toBase64url } from './bytes.ts';

/** A phone whose battery died may say 1970; beyond these years a date is no clock but noise. */
export const phoneTime = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() >= 0 && at.getUTCFullYear() <= 2200);

/** What a phone signs for each scan (một mục trong sổ quét). Written once and kept as bytes; this only reads it. */
export const payloadSchema = z.object({
  v: z.literal(1),
  device: z.uuid(),
  seq: z.int().min(1).max(2_000_000_000),
  /** SHA-256 of the payload before, '' for the first: entries cannot be taken out or put in later. */
  prev: z.string().max(64),
  at: phoneTime,
  verdict: z.string().regex(/^[a-z-]{1,30}$/),
  code: z.string().max(4000),
  plate: z.enum(['same', 'differs']).nullable(),
  place: z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180), z.number().min(0).max(10_000_000)]).nullable(),
  clock: z.enum(['sure', 'doubtful']),
  /** As the database keeps it: a number too small for that is none at all. */
  listsDays: z.number().min(-1).max(100_000).transform(Math.fround),
});
export type Payload = z.output<typeof payloadSchema>;

export type SentEntry = { payload: string; signature: string };

/** An entry taken apart: what it says only when its signature is right. */
export type Entry = { seq: number; said: Payload; payload: Uint8Array; hash: string; signature: Uint8Array };
export type Unfit = { seq: number; why: 'signature' | 'unreadable' | 'other-device' };

/** Reads one entry as sent by a device with this key; never throws, whatever the bytes. */
export async function readEntry(sent: SentEntry, device: { id: string; key: CryptoKey }): Promise<Entry | Unfit> {
  const [payload, signature] = [fromBase64url(sent.payload), fromBase64url(sent.signature)];
  const claimed = payload && parse(payload);
  const seq = seqOf(claimed);
  if (!payload || !signature || signature.length !== 64) return { seq, why: 'unreadable' };
  const genuine = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, device.key, signature as BufferSource, payload as BufferSource);
  if (!genuine) return { seq, why: 'signature' };
  const said = payloadSchema.safeParse(claimed);
  if (!said.success) return { seq, why: 'unreadable' };
  if (said.data.device !== device.id) return { seq, why: 'other-device' };
  return { seq, said: said.data, payload, hash: toBase64url(await sha256(payload)), signature };
}

export async function keyOf(device: { id: string; publicKey: Uint8Array }): Promise<{ id: string; key: CryptoKey }> {
  const key = await importKey(device.publicKey);
  if (!key) throw new Error(`the key of device ${device.id} is no key`);
  return { id: device.id, key };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** 0 when nobody can say which entry it was. */
function seqOf(claimed: unknown): number {
  const seq = payloadSchema.pick({ seq: true }).safeParse(claimed);
  return seq.success ? seq.data.seq : 0;
}
