import { expect, test } from 'vitest';
import { rateLimit } from './rate-limit.ts';

const three = { burst: 3, secondsPerToken: 10 };
const at = (seconds: number) => new Date(seconds * 1000);

test('gives the burst, then one token each ten seconds, and says how long to wait', () => {
  const limits = rateLimit();
  const take = (second: number) => limits.take('look-up', 'a', three, at(second));
  expect([take(0), take(0), take(0)]).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect(take(4)).toEqual({ ok: false, waitSeconds: 6 });
  expect(take(10)).toEqual({ ok: true });
  expect(take(10)).toEqual({ ok: false, waitSeconds: 10 });
  expect([take(1000), take(1000), take(1000), take(1000)].map((turn) => turn.ok)).toEqual([true, true, true, false]);
});

test('counts each purpose and key by itself', () => {
  const limits = rateLimit();
  for (let i = 0; i < 3; i++) limits.take('look-up', 'a', three, at(0));
  expect(limits.take('look-up', 'a', three, at(0)).ok).toBe(false);
  expect(limits.take('look-up', 'b', three, at(0)).ok).toBe(true);
  expect(limits.take('sign-in', 'a', three, at(0)).ok).toBe(true);
});

test('a token given back can be used again, never more than the burst', () => {
  const limits = rateLimit();
  for (let i = 0; i < 100; i++) {
    expect(limits.take('sign-in', 'a', three, at(0)).ok).toBe(true);
    limits.giveBack('sign-in', 'a', three);
  }
  for (let i = 0; i < 100; i++) limits.giveBack('sign-in', 'a', three);
  expect([1, 2, 3, 4].map(() => limits.take('sign-in', 'a', three, at(0)).ok)).toEqual([true, true, true, false]);
});

test('a clock set back gives no tokens', () => {
  const limits = rateLimit();
  for (let i = 0; i < 3; i++) limits.take('look-up', 'a', three, at(1000));
  expect(limits.take('look-up', 'a', three, at(0)).ok).toBe(false);
});

test('remembers a bounded number of keys, and the busy one longest', () => {
  const limits = rateLimit(100);
  for (let i = 0; i < 3; i++) limits.take('look-up', 'guesser', three, at(0));
  for (let i = 0; i < 10_000; i++) {
    limits.take('look-up', `key ${i}`, three, at(0));
    expect(limits.take('look-up', 'guesser', three, at(0)).ok).toBe(false);
  }
  expect(limits.size).toBeLessThanOrEqual(100);
});
