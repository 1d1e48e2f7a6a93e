import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { answersTo } from '../src/modules/dossiers/scenarios/steps.ts';
import { type TestProvince, testProvince } from './support/province.ts';
import type { Fields } from './support/visitor.ts';

/** What is small to send and large to work on. One of these must not hold up a whole commune. */
let province: TestProvince;
let answers: Fields;
beforeAll(async () => {
  province = await testProvince();
  answers = { ...(await answersTo(province, '2.000635')), unit: 'm05719' };
});
afterAll(() => province.close());

const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
const patience = 5000;

async function send(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<number> {
  const visitor = await province.stranger();
  const started = performance.now();
  const answer = await visitor.raw(path, { method: 'POST', body, headers: { ...own, ...headers }, redirect: 'manual' });
  await answer.arrayBuffer();
  const took = performance.now() - started;
  expect(took).toBeLessThan(patience);
  return answer.status;
}

function form(fields: Fields): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of Array.isArray(value) ? value : [value]) data.append(name, one);
  return data;
}

test.each([
  'applicant.name',
  'applicant.phone',
  'applicant.email',
  'applicant.address',
  'requester.reason',
  'record.place',
  'record.name',
  'request',
  'unit',
  'step',
])(
  'three million letters in %s are answered with a page',
  async (name) => {
    const long = 'bốn năm '.repeat(400_000);
    for (const step of ['review', 'send', 'save']) expect(await send('/dich-vu-cong/2.000635/nop', form({ ...answers, step, [name]: long }))).toBeLessThan(500);
  },
  60_000,
);

test('a hundred thousand fields, and one field a hundred thousand times', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => [`f${i}`, '1']);
  expect(await send('/dich-vu-cong/2.000635/nop', new URLSearchParams(many).toString(), { 'content-type': 'application/x-www-form-urlencoded' })).toBeLessThan(
    500,
  );
  expect(await send('/dich-vu-cong/2.000635/nop', 'kept=x&'.repeat(60_000), { 'content-type': 'application/x-www-form-urlencoded' })).toBeLessThan(500);
  const part = '--b\r\nContent-Disposition: form-data; name="kept"\r\n\r\n1\r\n';
  expect(await send('/dich-vu-cong/2.000635/nop', `${part.repeat(100_000)}--b--\r\n`, { 'content-type': 'multipart/form-data; boundary=b' })).toBeLessThan(500);
});

test('a PDF that unfolds to a gigabyte is looked at and let go', async () => {
  const zeros = deflateSync(Buffer.alloc(1_000_000_000, 0x20));
  const before = process.memoryUsage().rss;
  const head = `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>\nendobj\n5 0 obj\n<</Type/ObjStm/N 3/First 20/Filter/FlateDecode/Length ${zeros.length}>>\nstream\n`;
  const body = Buffer.concat([Buffer.from(head, 'latin1'), zeros, Buffer.from('\nendstream\nendobj\n')]);
  const xref = `6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Index[0 7]/Root 1 0 R/Length 42>>\nstream\n`;
  const entry = (kind: number, at: number, extra: number) => [kind, (at >>> 24) & 255, (at >>> 16) & 255, (at >>> 8) & 255, at & 255, extra];
  const entries = Buffer.from(
    [entry(0, 0, 0), entry(1, 9, 0), entry(2, 5, 0), entry(2, 5, 1), entry(0, 0, 0), entry(1, head.indexOf('5 0 obj'), 0), entry(1, body.length, 0)].flat(),
  );
  const pdf = Buffer.concat([body, Buffer.from(xref), entries, Buffer.from(`\nendstream\nendobj\nstartxref\n${body.length}\n%%EOF\n`)]);
  expect(await send('/xac-thuc', form({ pdf: new File([pdf], 'bom.pdf', { type: 'application/pdf' }) }))).toBe(200);
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(600);
}, 60_000);

test('a picture of a hundred million points is refused, and one just below is drawn anew', async () => {
  const picture = (side: number) =>
    sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
  for (const side of [10_000, 8_900]) {
    const file = new File([new Uint8Array(await picture(side))], 'to.png', { type: 'image/png' });
    expect(await send('/dich-vu-cong/2.000635/nop', form({ ...answers, step: 'review', 'paper.giay-to-tuy-than': file }))).toBe(side === 10_000 ? 422 : 200);
  }
}, 60_000);

test('another name in the Host line stands in no letter, no QR and no address', async () => {
  const body = new URLSearchParams(Object.entries({ ...answers, step: 'send' }) as [string, string][]);
  const evil = 'http://xau.example';
  const sent = await province.fetch(
    new Request(`${evil}/dich-vu-cong/2.000635/nop`, {
      method: 'POST',
      body,
      headers: { origin: evil, 'x-forwarded-host': 'xau.example', 'x-forwarded-proto': 'https', forwarded: 'host=xau.example' },
    }),
  );
  expect(sent.status).toBe(303);
  expect(sent.headers.get('location')).toBe('/tra-cuu/ho-so/bien-nhan');
  const receipt = await province.fetch(
    new Request(`${evil}/tra-cuu/ho-so/bien-nhan`, { headers: { cookie: sent.headers.get('set-cookie')?.split(';')[0] ?? '' } }),
  );
  const page = await receipt.text();
  expect(page).toContain('H55.');
  expect(page).not.toContain('xau.example');
  await province.settle();
  const { spoiled } = await province.db.one<{ spoiled: number }>(sql`select count(*) as spoiled from kernel.messages where body like '%xau.example%'`);
  expect(spoiled).toBe(0);
});
