import type { Allowance } from './rate-limit.ts';
import { sameBytes } from './secrets.ts';
import type { Room } from './room.ts';
import { networkOf } from './sign-in.ts';

/** Half an hour: enough to read and answer, short on a borrowed phone. */
export const accessMinutes = 30;

/** A phone mast puts many people behind one address, so an address has more tries than a code. */
const perAddress: Allowance = { burst: 30, secondsPerToken: 20 };
const perCode: Allowance = { burst: 6, secondsPerToken: 300 };

export type LookUp<T> = { ok: true; found: T } | { ok: false; reason: 'not-found' } | { ok: false; reason: 'too-many'; waitSeconds: number };

/** Looks a dossier up by code and phone (tra cứu), with tries limited by address and by code; a right one costs nothing. */
export async function lookUp<T>(room: Room, { ip, code }: { ip: string; code: string }, find: () => Promise<T | undefined>): Promise<LookUp<T>> {
  const address = networkOf(ip);
  for (const [purpose, key, allowance] of [
    ['look-up-address', address, perAddress],
    ['look-up-code', code, perCode],
  ] as const) {
    const turn = room.limits.take(purpose, key, allowance, room.now());
    if (!turn.ok) return { ok: false, reason: 'too-many', waitSeconds: turn.waitSeconds };
  }
  const found = await find();
  if (found === undefined) return { ok: false, reason: 'not-found' };
  room.limits.giveBack('look-up-address', address, perAddress);
  room.limits.giveBack('look-up-code', code, perCode);
  return { ok: true, found };
}

/** A signed note that opens one dossier for half an hour; the caller sets it as a cookie. */
export function grantAccess(room: Room, dossierId: string): string {
  const until = Math.floor(room.now().getTime() / 1000) + accessMinutes * 60;
  const words = `${dossierId}.${until}`;
  return `${words}.${room.secrets.mark('citizen-access', words).toString('base64url')}`;
}

/** The dossier a note opens; undefined when it is forged, changed or past its time. */
export function accessTo(room: Room, note: string | undefined): string | undefined {
  const [, words = '', dossierId, until, mark = ''] = /^(([\w-]{1,64})\.(\d{1,12}))\.([\w-]{43})$/.exec(note ?? '') ?? [];
  if (!dossierId || !sameBytes(room.secrets.mark('citizen-access', words), Buffer.from(mark, 'base64url'))) return undefined;
  return Number(until) * 1000 > room.now().getTime() ? dossierId : undefined;
}
