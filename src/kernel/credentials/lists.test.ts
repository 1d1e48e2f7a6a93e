import fc from 'fast-check';
import { sql } from '#kernel/db/index.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Credentials, openCredentials } from './index.ts';
import { checkSignature, openKeys, signPayload } from './keys.ts';
import { type KeyList, writeKeyList } from './key-list.ts';
import { takeKeyList, takeStatusList } from './lists.ts';
import { prng, weighLists } from './lists.bench.ts';
import { applyStatus, makeBits, type Status, type StatusList, statusOf, writeStatusDelta, writeStatusList } from './status-list.ts';
import { trustOf } from './trust.ts';

const secretKey = 'k'.repeat(40);
const unit = { id: 'm05719', name: 'Ủy ban nhân dân xã Sảng Mộc' };
const day = 86_400_000;
let base: TestDatabase;
let credentials: Credentials;
let now = new Date('2026-11-23T02:00:00Z');
let count = 0;

beforeAll(async () => {
  base = await testDatabase();
  credentials = openCredentials(base.db, { secretKey, publicUrl: 'https://dichvucong.thainguyen.gov.vn' }, () => now);
});
beforeEach(() => void (now = new Date(now.getTime() + 60_000)));
afterAll(() => base.drop());

async function issue(): Promise<{ id: string; place: number }> {
  const id = `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}`;
  const said = { number: '1', title: 'Giấy', subject: '20C-123.45', dossier: 'H55', note: '', expires: null, kind: 'vehicle-pass' } as const;
  const { text } = await credentials.issue({ id, unit, at: now, ...said });
  return { id, place: (await credentials.judge(text)).claims?.status ?? -1 };
}

async function point(): Promise<Uint8Array> {
  return Uint8Array.from(Buffer.from(await credentials.provincePoint(), 'base64url'));
}

async function keysNow(known?: KeyList): Promise<KeyList> {
  return (await takeKeyList(await credentials.keyList(), await point(), checkSignature, known))!;
}

async function statusNow(known?: StatusList): Promise<StatusList> {
  return (await takeStatusList(await credentials.statusList(known?.madeAt), await keysNow(), checkSignature, known))!;
}

describe('the lists that a phone takes along', () => {
  test('are read back as they were made: who signs, what is revoked, what is suspended', async () => {
    const [fine, revoked, suspended] = [await issue(), await issue(), await issue()];
    await credentials.revoke(revoked.id, 'khai sai', 'Giám đốc', now);
    await credentials.suspend(suspended.id, 'chờ xác minh', 'Giám đốc', now);
    const keys = await keysNow();
    expect(keys.keys.map(({ unitId }) => unitId).toSorted()).toEqual(['lists', unit.id]);
    expect(keys.validUntil.getTime() - keys.madeAt.getTime()).toBeGreaterThan(365 * day);
    const status = await statusNow();
    expect([fine, revoked, suspended].map(({ place }) => statusOf(status, place))).toEqual(['fine', 'revoked', 'suspended']);
  });

  test('say after a delta what the whole list says', async () => {
    const [one, two, three] = [await issue(), await issue(), await issue()];
    await credentials.suspend(one.id, 'chờ', 'Giám đốc', now);
    const before = await statusNow();
    now = new Date(now.getTime() + day);
    await credentials.reinstate(one.id, 'Giám đốc', now);
    await credentials.suspend(two.id, 'chờ', 'Giám đốc', now);
    await credentials.revoke(three.id, 'khai sai', 'Giám đốc', now);
    const [delta, whole] = [await credentials.statusList(before.madeAt), await credentials.statusList()];
    expect(delta.length).toBeLessThan(whole.length);
    const after = await statusNow(before);
    expect(after).toEqual(await statusNow());
    expect([one, two, three].map(({ place }) => statusOf(after, place))).toEqual(['fine', 'suspended', 'revoked']);
  });

  test('are made once for each change, and anew after an hour though nothing changed', async () => {
    const first = await credentials.statusList();
    const keys = await credentials.keyList();
    now = new Date(now.getTime() + 1_800_000);
    expect(await credentials.statusList()).toBe(first);
    await credentials.revoke((await issue()).id, 'khai sai', 'Giám đốc', now);
    const second = await credentials.statusList();
    expect(second).not.toEqual(first);
    now = new Date(now.getTime() + 3_600_000);
    expect(await openCredentials(base.db, { secretKey, publicUrl: 'https://x' }, () => now).statusList()).not.toEqual(second);
    expect(await credentials.keyList(), 'the keys did not change').toEqual(keys);
  });

  test('name no key whose last paper has long ended, but every key of a paper without an end', async () => {
    const weeks = { id: 'so-giao-thong-van-tai', name: 'Sở' };
    const said = { number: '1', title: 'Giấy', subject: 'x', dossier: 'H55', note: '', kind: 'vehicle-pass' } as const;
    await credentials.issue({ id: '00000000-0000-7000-9000-000000000001', unit: weeks, at: now, ...said, expires: new Date(now.getTime() + 7 * day) });
    await issue();
    now = new Date(now.getTime() + 60_000);
    for (const each of [weeks, unit]) await credentials.rotate(each);
    const named = async (id: string) => (await keysNow()).keys.filter(({ unitId }) => unitId === id).length;
    expect(await named(weeks.id)).toBe(2);
    now = new Date(now.getTime() + 70 * day);
    await credentials.rotate(weeks);
    expect([await named(weeks.id), await named(unit.id)], 'two of three, and both').toEqual([2, 2]);
  });

  test('made a month ago are too old to trust, made a week ago old, made tomorrow by a slow clock fresh', () => {
    const at = (days: number) => trustOf(new Date(now.getTime() - days * day), now).state;
    expect([-1, 0, 6.9, 7, 29.9, 30, 400].map(at)).toEqual(['fresh', 'fresh', 'fresh', 'old', 'old', 'too-old', 'too-old']);
    expect(trustOf(now, now, new Date(now.getTime() - 1)).state, 'past the last day of the key list').toBe('too-old');
  });
});

describe('a list is refused', () => {
  test('when one bit of it was flipped', async () => {
    const [keyBytes, statusBytes, keys, at] = [await credentials.keyList(), await credentials.statusList(), await keysNow(), await point()];
    for (let bit = 0; bit < keyBytes.length * 8; bit++)
      expect(await takeKeyList(flipped(keyBytes, bit), at, checkSignature), `keys, bit ${bit}`).toBeUndefined();
    for (let bit = 0; bit < statusBytes.length * 8; bit++)
      expect(await takeStatusList(flipped(statusBytes, bit), keys, checkSignature), `status, bit ${bit}`).toBeUndefined();
  });

  test('when a unit signed it and not who may', async () => {
    const [keys, at] = [await keysNow(), await point()];
    const own = await openKeys(base.db, secretKey).inUse(unit, now);
    const forgedKeys = signPayload(own, await writeKeyList({ ...keys, keys: keys.keys }));
    expect(await takeKeyList(forgedKeys, at, checkSignature)).toBeUndefined();
    const none = { madeAt: now, keysMadeAt: keys.madeAt, revoked: makeBits([], 1), suspended: makeBits([], 1) };
    expect(await takeStatusList(signPayload(own, await writeStatusList(none)), keys, checkSignature)).toBeUndefined();
    const signer = await openKeys(base.db, secretKey).inUse({ id: 'lists', name: '' }, now);
    expect(await takeStatusList(signPayload(signer, await writeStatusList(none)), keys, checkSignature)).toBeDefined();
  });

  test('when it is older than the one at hand, so that nobody can play an old list again', async () => {
    const paper = await issue();
    const [oldKeys, oldStatus, oldDelta] = [
      await credentials.keyList(),
      await credentials.statusList(),
      await credentials.statusList(new Date(now.getTime() - day)),
    ];
    now = new Date(now.getTime() + 60_000);
    await credentials.rotate(unit);
    await credentials.revoke(paper.id, 'khai sai', 'Giám đốc', now);
    const [keys, status] = [await keysNow(), await statusNow()];
    expect(await takeKeyList(oldKeys, await point(), checkSignature, keys)).toBeUndefined();
    expect(await takeStatusList(oldStatus, keys, checkSignature, status)).toBeUndefined();
    expect(await takeStatusList(oldDelta, keys, checkSignature, status)).toBeUndefined();
  });

  test('when it was made under younger keys than those at hand: a phone cannot be kept on a list that still trusts a stolen key', async () => {
    const before = await keysNow();
    await credentials.recover(unit, now);
    const status = await credentials.statusList();
    expect(await takeStatusList(status, before, checkSignature)).toBeUndefined();
    expect(await takeStatusList(status, await keysNow(before), checkSignature)).toBeDefined();
  });

  test('when it is a delta that leaves a gap after what is known, or there is nothing to add it to', async () => {
    const known = { madeAt: new Date(1e12), keysMadeAt: now, revoked: makeBits([], 1), suspended: makeBits([], 1) };
    const delta = writeStatusDelta({ madeAt: now, keysMadeAt: now, since: new Date(1e12 + 1000), revoked: [], suspended: [], fine: [] });
    expect(await applyStatus(known, delta)).toBeUndefined();
    expect(await applyStatus(undefined, delta)).toBeUndefined();
  });
});

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
  return copy;
}

test('any delta on any list says of every place what it says, and leaves the others alone', async () => {
  const places = (max: number) => fc.uniqueArray(fc.integer({ min: 0, max }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      places(100_000),
      places(400_000),
      fc.array(fc.constantFrom<Status>('fine', 'revoked', 'suspended'), { minLength: 40, maxLength: 40 }),
      async (bad, changed, to) => {
        const times = { madeAt: new Date(1e12), keysMadeAt: new Date(1e12) };
        const known = { ...times, revoked: makeBits(bad, 100_000), suspended: makeBits([], 100_000) };
        const having = (status: Status) => changed.filter((_, i) => to[i] === status);
        const delta = { ...times, since: times.madeAt, revoked: having('revoked'), suspended: having('suspended'), fine: having('fine') };
        const after = (await applyStatus(known, writeStatusDelta(delta)))!;
        changed.forEach((place, i) => expect(statusOf(after, place)).toBe(to[i]));
        for (const place of bad.filter((each) => !changed.includes(each))) expect(statusOf(after, place)).toBe('revoked');
      },
    ),
    { numRuns: 60 },
  );
});

describe('100,000 passes', () => {
  test.each([
    ['as a province lives: 2 % revoked, 0.5 % suspended', 0.02, 0.005],
    ['at its worst: 5 % revoked, 1 % suspended', 0.05, 0.01],
  ])('fit both lists into 20 kB, %s', async (_, revoked, suspended) => {
    const { keys, status } = await weighLists(now, { passes: 100_000, units: 207, revoked, suspended });
    expect(keys + status, `${status} bytes of status, ${keys} of keys`).toBeLessThanOrEqual(20_000);
  });

  test('a day with 300 changes is a delta of a few hundred bytes', () => {
    const random = prng(9);
    const places = Array.from({ length: 300 }, () => Math.floor(random() * 100_000));
    const times = { madeAt: now, keysMadeAt: now, since: now };
    expect(writeStatusDelta({ ...times, revoked: places.slice(0, 200), suspended: places.slice(200, 250), fine: places.slice(250) }).length).toBeLessThan(1000);
  });

  test('make their list in well under a second, once for each change', { timeout: 60_000 }, async () => {
    const other = await testDatabase();
    const many = openCredentials(other.db, { secretKey, publicUrl: 'https://x' }, () => now);
    await many.issue({
      id: '00000000-0000-7000-8000-000000000000',
      unit,
      at: now,
      number: '1',
      title: 'x',
      subject: 'x',
      dossier: 'x',
      note: '',
      expires: null,
      kind: 'result',
    });
    await other.db.run(sql`insert into kernel.credentials (id, kid, unit_id, text, issued_at, revoked_at, suspended_at, changed_at)
      select gen_random_uuid(), kid, unit_id, text, issued_at, case when n % 50 = 0 then now() end, case when n % 200 = 1 then now() end, case when n % 50 = 0 or n % 200 = 1 then now() end
      from kernel.credentials, generate_series(1, 100000) n`);
    const from = performance.now();
    const list = await many.statusList();
    const making = performance.now() - from;
    expect(await many.statusList()).toBe(list);
    expect(making).toBeLessThan(1000);
    await other.drop();
  });
});
