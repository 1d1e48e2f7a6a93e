import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hangLook } from '#design/index.ts';
import { sql } from '#kernel/db/index.ts';
import { anyone } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { listen, publicPages, serve, stopListening } from '#kernel/web/index.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Files, mostBytes, openFiles, uploadRoutes } from '../index.ts';

let base: TestDatabase;
let dataDir: string;
let files: Files;
let server: Server;
let origin: string;

beforeAll(async () => {
  base = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'motcua-upload-'));
  hangLook({ citizenCss: '', citizenCssHash: '', url: (name) => `/${name}` });
  await open();
});
beforeEach(() => base.owner.script('delete from kernel.uploads'));
afterAll(async () => {
  await stopListening(server);
  await base.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The server as it is after a start: nothing of an upload is remembered but what lies on disk and in the database. */
async function open(): Promise<void> {
  const config = { dataDir, s3: undefined, trustProxy: false, publicUrl: 'http://localhost' };
  const now = () => new Date('2026-11-23T01:00:00Z');
  files = openFiles(base.db, { every: () => undefined }, config, now);
  const log = { error: console.error };
  const platform = { config, now, files, log } as unknown as Platform;
  const app = serve({ platform, routes: uploadRoutes, readActor: async () => anyone, styleHashes: [] });
  server = await listen(app.fetch, publicPages(), 0);
  const address = server.address();
  origin = `http://localhost:${address && typeof address === 'object' ? address.port : 0}`;
}

async function restart(): Promise<void> {
  server.closeAllConnections();
  await stopListening(server);
  await open();
}

/** A browser always says from which site a script asks. */
const tus = { 'tus-resumable': '1.0.0', 'sec-fetch-site': 'same-origin' };
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bigPdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size), Buffer.from('\n%%EOF\n')]);
type Begun = { url: string; token: string; ticket: string };

async function begin(size: number, name = 'giấy tờ.pdf'): Promise<Begun> {
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const response = await fetch(`${origin}/tep/tai-len`, { method: 'POST', headers: { ...tus, 'upload-length': String(size), 'upload-metadata': metadata } });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  const [url, token] = [response.headers.get('location') ?? '', response.headers.get('upload-token') ?? ''];
  return { url, token, ticket: `${url.split('/').pop()}.${token}` };
}

async function arrived({ url, token }: Begun): Promise<number> {
  const response = await fetch(origin + url, { method: 'HEAD', headers: { ...tus, 'upload-token': token } });
  return response.ok ? Number(response.headers.get('upload-offset')) : -response.status;
}

function piece({ url, token }: Begun, offset: number, bytes: Uint8Array): Promise<Response> {
  const headers = { ...tus, 'upload-token': token, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return fetch(origin + url, { method: 'PATCH', headers, body: new Uint8Array(bytes) });
}

/** Promises a piece and cuts the line after some of it. */
function cutOff({ url, token }: Begun, offset: number, promised: number, sent: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const headers = { ...tus, 'upload-token': token, 'upload-offset': offset, 'content-type': 'application/offset+octet-stream', 'content-length': promised };
    const line = httpRequest(origin + url, { method: 'PATCH', headers });
    line.on('error', () => resolve()).on('close', () => resolve());
    line.write(sent, () => setTimeout(() => line.destroy(), 15));
  });
}

describe('an upload', () => {
  test('whose line is cut twenty times in the middle of a piece, and whose server starts again, arrives byte for byte', async () => {
    const bytes = bigPdf(1_500_000);
    const begun = await begin(bytes.length);
    let kept = 0;
    for (let cut = 0; cut < 20; cut++) {
      const offset = await arrived(begun);
      expect(offset).toBeGreaterThanOrEqual(kept);
      kept = offset;
      await cutOff(begun, offset, 70_000, bytes.subarray(offset, offset + 20_000 + cut * 1000));
      if (cut % 7 === 6) await restart();
    }
    kept = await arrived(begun);
    expect(kept).toBeGreaterThan(200_000);
    for (let offset = kept; offset < bytes.length; offset = await arrived(begun))
      expect((await piece(begun, offset, bytes.subarray(offset, offset + 64_000))).status).toBe(204);
    const received = await files.takeUpload(begun.ticket);
    expect(received).toMatchObject({ file: { hash: hashOf(bytes), size: bytes.length, name: 'giấy tờ.pdf', type: 'application/pdf' } });
    expect(hashOf((await files.read(hashOf(bytes))) ?? new Uint8Array())).toBe(hashOf(bytes));
    expect(await readdir(files.uploads.folder)).toEqual([]);
  });

  test('says that it is whole also to somebody who missed the answer, and its ticket is good again', async () => {
    const bytes = bigPdf(5000);
    const begun = await begin(bytes.length);
    expect((await piece(begun, 0, bytes)).headers.get('upload-offset')).toBe(String(bytes.length));
    expect(await arrived(begun)).toBe(bytes.length);
    expect((await piece(begun, 0, bytes)).status).toBe(204);
    expect(await files.takeUpload(begun.ticket)).toEqual(await files.takeUpload(begun.ticket));
  });

  test('that was whole on disk when the server ended is stored at the next question', async () => {
    const bytes = bigPdf(3000);
    const begun = await begin(bytes.length);
    expect((await piece(begun, 0, bytes.subarray(0, bytes.length - 1))).status).toBe(204);
    await appendFile(join(files.uploads.folder, begun.url.split('/').pop() ?? ''), bytes.subarray(-1));
    await restart();
    expect(await files.takeUpload(begun.ticket)).toMatchObject({ file: { hash: hashOf(bytes) } });
  });

  test('of a photo is stored drawn anew; of anything else it is refused in words and forgotten', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a3' } })
      .png()
      .toBuffer();
    const picture = await begin(photo.length, 'ảnh.png');
    expect((await piece(picture, 0, photo)).status).toBe(204);
    expect(await files.takeUpload(picture.ticket)).toMatchObject({ file: { type: 'image/jpeg', name: 'ảnh.png' } });
    const page = await begin(30, 'ảnh.jpg');
    const answer = await piece(page, 0, Buffer.from('<script>alert(1)</script>'.padEnd(30)));
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Chỉ nhận ảnh')]);
    expect(await arrived(page)).toBe(-404);
    expect(await readdir(files.uploads.folder)).toEqual([]);
  });

  test('is not there for anybody without its token', async () => {
    const begun = await begin(1000);
    for (const token of ['', 'x', randomBytes(24).toString('base64url')]) {
      expect(await arrived({ ...begun, token })).toBe(-404);
      expect((await piece({ ...begun, token }, 0, Buffer.alloc(10))).status).toBe(404);
      expect(await files.takeUpload(`${begun.url.split('/').pop()}.${token}`)).toMatchObject({ refusal: expect.any(String) });
    }
    expect((await fetch(origin + begun.url, { headers: { 'upload-token': begun.token } })).status).toBe(404);
    expect(await arrived(begun)).toBe(0);
  });

  test('can be given up', async () => {
    const begun = await begin(1000);
    await piece(begun, 0, Buffer.alloc(500));
    expect((await fetch(origin + begun.url, { method: 'DELETE', headers: { ...tus, 'upload-token': begun.token } })).status).toBe(204);
    expect(await arrived(begun)).toBe(-404);
    expect(await readdir(files.uploads.folder)).not.toContain(begun.url.split('/').pop());
  });

  test('that is too large, without size, beyond its size, or at a wrong place is refused, and nothing breaks', async () => {
    const ask = (length: string) => fetch(`${origin}/tep/tai-len`, { method: 'POST', headers: { ...tus, 'upload-length': length } });
    const [tooLarge, none, negative, words] = await Promise.all([ask(String(mostBytes + 1)), ask('0'), ask('-5'), ask('many')]);
    expect([tooLarge.status, await tooLarge.text()]).toEqual([413, expect.stringContaining('10 MB')]);
    expect([none.status, negative.status, words.status]).toEqual([400, 400, 400]);
    const begun = await begin(100);
    expect((await piece(begun, 0, Buffer.alloc(200))).status).toBe(413);
    expect((await piece(begun, 50, Buffer.alloc(50))).status).toBe(409);
    expect(
      (await fetch(origin + begun.url, { method: 'PATCH', headers: { 'upload-token': begun.token, 'content-type': 'application/offset+octet-stream' } }))
        .status,
    ).toBe(412);
    expect(await base.db.one(sql`select count(*)::int as n from kernel.uploads`)).toEqual({ n: 1 });
  });

  test('cannot be begun from another site, which learns nothing either', async () => {
    const response = await fetch(`${origin}/tep/tai-len`, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', origin: 'https://elsewhere.example' },
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

test('a spreadsheet is sent in pieces too, is kept as it came, and is no paper', async () => {
  const bytes = Buffer.from('Biển số\n20C-123.45\n');
  const begun = await fetch(`${origin}/tep/tai-len`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': `filename ${Buffer.from('xe.csv').toString('base64')},sheet` },
  });
  const [url, token] = [begun.headers.get('location') ?? '', begun.headers.get('upload-token') ?? ''];
  const sent = await fetch(new URL(url, origin), {
    method: 'PATCH',
    headers: { ...tus, 'upload-token': token, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  expect(sent.status).toBe(204);
  const ticket = `${url.split('/').pop()}.${token}`;
  expect(await files.takeUpload(ticket)).toEqual({ refusal: expect.stringContaining('gửi lại') });
  expect(await files.takeUpload(ticket, 'sheet')).toMatchObject({ file: { hash: hashOf(bytes), name: 'xe.csv', flags: ['sheet'] } });
});
