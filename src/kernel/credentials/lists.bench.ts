import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { assemble, protectedHeader } from './cose.ts';
import { pointOf } from './keys.ts';
import { writeKeyList } from './key-list.ts';
import { makeBits, writeStatusList } from './status-list.ts';

type Lived = { passes: number; units: number /** Shares of all passes. */; revoked: number; suspended: number };

const communes = ['Sảng Mộc', 'Thần Sa', 'Vũ Chấn', 'Nghinh Tường', 'Phú Thượng', 'Bình Long', 'Cúc Đường', 'La Hiên'];

/** What both signed lists weigh, in bytes: every unit has a key, and who is revoked or suspended is spread as chance would. */
export async function weighLists(at: Date, { passes, units, revoked, suspended }: Lived): Promise<{ keys: number; status: number }> {
  const random = prng(7);
  const drawn = Array.from({ length: passes }, (_, place) => ({ place, lot: random() }));
  const having = (from: number, to: number) =>
    makeBits(
      drawn.filter(({ lot }) => lot >= from && lot < to).map(({ place }) => place),
      passes,
    );
  const status = await writeStatusList({ madeAt: at, keysMadeAt: at, revoked: having(0, revoked), suspended: having(revoked, revoked + suspended) });
  const keys = Array.from({ length: units }, (_, i) => ({
    kid: randomBytes(8),
    ...pointOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    unitId: `m0${5000 + i * 7}`,
    unitName: `Ủy ban nhân dân xã ${communes[i % communes.length]} ${i}`,
    validFrom: new Date(at.getTime() - i * 86_400_000),
    validTo: null,
    revokedFrom: null,
  }));
  return { keys: signed(await writeKeyList({ madeAt: at, validUntil: at, keys })), status: signed(status) };
}

function signed(payload: Uint8Array): number {
  return assemble(protectedHeader(new Uint8Array(8)), payload, new Uint8Array(64)).length;
}

/** Numbers that look random and are the same in every run. */
export function prng(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
