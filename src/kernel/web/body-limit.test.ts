import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../test/support/province.ts';
import { listen, stopListening } from './index.ts';

let province: TestProvince;
let server: Awaited<ReturnType<typeof listen>>;
let form: string;
beforeAll(async () => {
  province = await testProvince();
  server = await listen(province.fetch, province.platform.pages, 0, '127.0.0.1');
  form = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dich-vu-cong/2.000635/nop`;
});
afterAll(async () => {
  await stopListening(server);
  await province.close();
});

const post = (body: RequestInit['body'], type: string) =>
  fetch(form, { method: 'POST', body, headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' }, duplex: 'half' } as RequestInit);
const urlencoded = 'application/x-www-form-urlencoded';

test('a form without files may weigh half a megabyte', async () => {
  expect((await post(`x=${'a'.repeat(500_000)}`, urlencoded)).status).toBe(422);
  expect((await post(`x=${'a'.repeat(600_000)}`, urlencoded)).status).toBe(413);
});

test('a form with files may weigh more, up to the largest upload', async () => {
  const multipart = (bytes: number) => post(`--b\r\n\r\n${'a'.repeat(bytes)}\r\n--b--`, 'multipart/form-data; boundary=b');
  expect((await multipart(600_000)).status).toBe(422);
  const large = await multipart(26_300_000);
  expect([large.status, await large.text()]).toEqual([413, expect.stringContaining('25 MB')]);
});

test('a body that does not say how long it is is not read', async () => {
  expect((await post(new Blob(['x=1']).stream(), urlencoded)).status).toBe(411);
});
