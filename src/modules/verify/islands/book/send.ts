import { toBase64url } from '../knowing/check.ts';
import { lastSeq, recall, remember, scansFrom } from '../knowing/keep.ts';
import { markRefused, type Scan, tidy } from './book.ts';
import { type Device, post } from './device.ts';

/** A paper that other checkpoints have seen too far away, or that was taken back since (giấy đáng ngờ). */
export type Suspect = { status: number; since: string; why: 'copied' | 'revoked' | 'suspended'; words: string };

export type Sent = { waiting: number; sentAt?: string; error?: string };

const atOnce = 200;
type Answer = { upTo: number; refused: { seq: number; why: string }[]; suspects: Suspect[] };

/** Sends what the server does not have yet, part by part. Sending twice is harmless. */
export async function sendWaiting(device: Device, now: () => Date): Promise<Sent> {
  for (;;) {
    const upTo = (await recall<number>('sent-up-to')) ?? 0;
    const entries = await scansFrom<Scan>(upTo + 1, atOnce);
    const answer = await post('/xac-thuc/so', {
      device: device.id,
      sentAt: now().toISOString(),
      entries: entries.map(({ payload, signature }) => ({ payload: toBase64url(payload), signature: toBase64url(signature) })),
    });
    if (!answer?.ok) return { waiting: await waiting(), error: answer ? await whyNot(answer) : 'Chưa có mạng. Sổ được giữ trên máy và tự gửi sau.' };
    const said = (await answer.json()) as Answer;
    await markRefused(said.refused);
    await remember('suspects', said.suspects);
    await remember('sent-up-to', said.upTo);
    await tidy(said.upTo, now());
    if (entries.length < atOnce || said.upTo <= upTo) {
      const sentAt = now().toISOString();
      await remember('sent-at', sentAt);
      return { waiting: await waiting(), sentAt };
    }
  }
}

async function whyNot(answer: Response): Promise<string> {
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string };
  return detail ?? 'Máy chủ chưa nhận được sổ. Máy sẽ tự gửi lại.';
}

/** How many lines the server does not have yet. */
export async function waiting(): Promise<number> {
  return Math.max(0, (await lastSeq()) - ((await recall<number>('sent-up-to')) ?? 0));
}

/** The warning for a credential by its place in the status list. */
export async function suspicionOf(status: number): Promise<Suspect | undefined> {
  return ((await recall<Suspect[]>('suspects')) ?? []).find((suspect) => suspect.status === status);
}
