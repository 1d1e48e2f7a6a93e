import type { Db } from '#kernel/db/index.ts';
import { moment, seconds } from './claims.ts';
import { same } from './cose.ts';
import { type Keys, signPayload } from './keys.ts';
import { currentKeyList, lists } from './publish-keys.ts';
import { makeBits, type StatusList, writeStatusDelta, writeStatusList } from './status-list.ts';
import { changedSince, keepEnded, type KeptKeyList, standing } from './store.ts';

/** The lists as they go out (công bố danh sách): made once for each change, not for each phone that asks. */
export type Publisher = {
  keyList(): Promise<Uint8Array>;
  statusList(): Promise<Uint8Array>;
  /** What changed since a phone's list was made, when that is smaller than the whole; else the whole. */
  statusSince(since: Date): Promise<Uint8Array>;
  /** Something changed in this process: look again at the next request. */
  changed(): void;
};

type Made = { keys: KeptKeyList; list: StatusList; bytes: Uint8Array; deltas: Map<number, Uint8Array> };

const lookEvery = 3000;
/** A list without news is made anew all the same, for its age is what a phone at the roadside goes by. */
const anewAfter = 3_600_000;
/** A change is dated before its transaction ends; nobody's transaction takes so long. */
const lateCommits = 600_000;
const mostDeltas = 200;

export function openPublisher(db: Db, keys: Keys, now: () => Date): Publisher {
  let made: Made | undefined;
  let looking: Promise<Made> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<Made> {
    const listed = await currentKeyList(db, keys, now());
    const { highest, revoked, suspended } = await standing(db, new Date(now().getTime() - keepEnded));
    const list = { madeAt: nextAfter(made?.list), keysMadeAt: listed.madeAt, revoked: makeBits(revoked, highest), suspended: makeBits(suspended, highest) };
    if (made && !isNews(made.list, list)) return made;
    const signer = await keys.inUse(lists, now());
    return { keys: listed, list, bytes: signPayload(signer, await writeStatusList(list)), deltas: new Map() };
  }

  function nextAfter(before: StatusList | undefined): Date {
    return moment(Math.max(seconds(now()), before ? seconds(before.madeAt) + 1 : 0));
  }

  async function current(): Promise<Made> {
    if (made && performance.now() - lookedAt < lookEvery) return made;
    looking ??= look().finally(() => (looking = undefined));
    const from = performance.now();
    made = await looking;
    lookedAt = from;
    return made;
  }

  async function delta({ list, bytes, deltas }: Made, since: Date): Promise<Uint8Array> {
    const known = deltas.get(seconds(since));
    if (known) return known;
    const changes = await changedSince(db, new Date(since.getTime() - lateCommits));
    const places = (...wanted: string[]) => changes.filter(({ status }) => wanted.includes(status)).map(({ place }) => place);
    const changed = { revoked: places('revoked', 'replaced'), suspended: places('suspended', 'replaced'), fine: places('fine') };
    const payload = writeStatusDelta({ ...list, since, ...changed });
    const signed = payload.length < bytes.length ? signPayload(await keys.inUse(lists, now()), payload) : bytes;
    if (deltas.size < mostDeltas) deltas.set(seconds(since), signed);
    return signed;
  }

  return {
    keyList: async () => (await current()).keys.bytes,
    statusList: async () => (await current()).bytes,
    async statusSince(since) {
      const at = await current();
      return since > at.list.madeAt ? at.bytes : delta(at, since);
    },
    changed: () => void (lookedAt = Number.NEGATIVE_INFINITY),
  };
}

function isNews(before: StatusList, after: StatusList): boolean {
  return (
    after.madeAt.getTime() - before.madeAt.getTime() >= anewAfter ||
    after.keysMadeAt.getTime() !== before.keysMadeAt.getTime() ||
    !same(before.revoked, after.revoked) ||
    !same(before.suspended, after.suspended)
  );
}
