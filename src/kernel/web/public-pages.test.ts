import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../test/support/province.ts';
import { listen, stopListening } from './index.ts';

let province: TestProvince;
let server: ReturnType<typeof createServer>;
let origin: string;
beforeAll(async () => {
  province = await testProvince();
  server = await listen(province.fetch, province.platform.pages, 0, '127.0.0.1');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await stopListening(server);
  await province.close();
});

test('a kept page is sent the second time with the same bytes and every header of the first', async () => {
  const first = await fetch(`${origin}/dich-vu-cong/2.000635`);
  const second = await fetch(`${origin}/dich-vu-cong/2.000635`);
  expect(await second.text()).toBe(await first.text());
  for (const name of [
    'content-security-policy',
    'x-frame-options',
    'x-content-type-options',
    'referrer-policy',
    'cache-control',
    'content-type',
    'content-encoding',
  ]) {
    expect(second.headers.get(name), name).toBe(first.headers.get(name));
    expect(second.headers.get(name), name).not.toBeNull();
  }
});

test("an address with a query of somebody's own is not kept", async () => {
  const made = await province.fetch(new Request('http://localhost/?x=1'));
  expect(made.headers.get('cache-control')).toBe('private, no-store');
});
