import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Blobs } from './blobs.ts';
import { diskBlobs } from './disk-blobs.ts';
import { type Files, fileResponse, mostBytes, openFiles } from './index.ts';
import { s3Blobs } from './s3-blobs.ts';
import { type Bucket, openBucket } from './s3-server.fixture.ts';

let base: TestDatabase;
let dataDir: string;
let files: Files;
let bucket: Bucket;
let clock = new Date('2026-11-23T01:00:00Z');
const chores: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  base = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'motcua-files-'));
  bucket = await openBucket();
  files = openFiles(base.db, { every: (_, _name, work) => chores.push(work) }, { dataDir, s3: undefined }, () => clock);
});
afterAll(async () => {
  await bucket.close();
  await base.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const pdf = (inside: string) => Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog ${inside} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each([
  { where: 'the disk', open: (): Blobs => diskBlobs(dataDir) },
  { where: 'an S3 bucket', open: (): Blobs => s3Blobs(bucket.s3) },
])('a store on $where', ({ open }) => {
  test('gives back the same bytes under their hash, also when they are put twice at once', async () => {
    const blobs = open();
    const bytes = randomBytes(300_000);
    const hash = hashOf(bytes);
    expect(await blobs.has(hash)).toBe(false);
    expect(await blobs.open(hash)).toBeUndefined();
    await Promise.all([blobs.put(hash, bytes), blobs.put(hash, bytes)]);
    expect(await blobs.has(hash)).toBe(true);
    const body = await blobs.open(hash);
    expect(hashOf(new Uint8Array(await new Response(body).arrayBuffer()))).toBe(hash);
  });

  test('takes no name for a hash', async () => {
    await expect(open().has('../../../etc/passwd')).rejects.toThrow(/not a hash/);
  });
});

describe('the S3 adapter', () => {
  test('is refused with a wrong key, and by bytes that changed on the way', async () => {
    const wrong = s3Blobs({ ...bucket.s3, secretAccessKey: 'not the secret' });
    const bytes = randomBytes(10);
    await expect(wrong.put(hashOf(bytes), bytes)).rejects.toThrow(/403/);
    await expect(s3Blobs(bucket.s3).put(hashOf(randomBytes(10)), bytes)).rejects.toThrow(/400/);
  });
});

describe('what comes from outside', () => {
  test('a photo is drawn anew: upright, of bearable size, without its place', async () => {
    const photo = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#a33' } })
      .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitude: '21/1 40/1 0/1' } })
      .jpeg()
      .toBuffer();
    const upright = await sharp(photo).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(upright.includes('SecretPhone')).toBe(true);
    const received = await files.receive(upright, { name: 'C:\\fakepath\\giấy khai sinh.jpg' });
    if (!('file' in received)) throw new Error(received.refusal);
    expect(received.file).toMatchObject({ type: 'image/jpeg', name: 'giấy khai sinh.jpg', flags: [] });
    const kept = await files.read(received.file.hash);
    const seen = await sharp(kept).metadata();
    expect([seen.width, seen.height, seen.exif, seen.orientation]).toEqual([667, 2000, undefined, undefined]);
    expect(Buffer.from(kept ?? []).includes('SecretPhone')).toBe(false);
    expect(hashOf(kept ?? new Uint8Array())).toBe(received.file.hash);
  });

  test.each(['png', 'webp'] as const)('a %s becomes a JPEG on white', async (format) => {
    const picture = await sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .toFormat(format)
      .toBuffer();
    const received = await files.receive(picture, { name: 'x' });
    const kept = 'file' in received ? await files.read(received.file.hash) : undefined;
    expect([...(await sharp(kept).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  test('an Apple picture is kept without its place, maker and thumbnail', async () => {
    const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
      .withExif({
        IFD0: { Make: 'SecretPhone' },
        IFD2: { DateTimeOriginal: '2026:11:23 08:00:00' },
        IFD3: { GPSLatitude: '21/1 40/1 777/1', GPSMapDatum: 'SecretPlace' },
      })
      .jpeg()
      .toBuffer();
    const exif = (await sharp(jpeg).metadata()).exif ?? Buffer.alloc(0);
    const secrets = ['SecretPhone', 'SecretPlace', '2026:11:23'];
    expect(secrets.filter((secret) => exif.includes(secret))).toEqual(secrets);
    const picture = randomBytes(100);
    const heic = Buffer.concat([
      Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'),
      exif,
      Buffer.from('<x:xmpmeta>SecretPlace</x:xmpmeta>'),
      picture,
    ]);
    const received = await files.receive(heic, { name: 'IMG_1.HEIC' });
    if (!('file' in received)) throw new Error(received.refusal);
    expect(received.file).toMatchObject({ type: 'image/heic', size: heic.length, flags: ['apple-picture'] });
    const kept = Buffer.from((await files.read(received.file.hash)) ?? []);
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
    expect(kept.subarray(-100).equals(picture)).toBe(true);
  });

  test('an Apple picture with nonsense beside it harms nobody', async () => {
    for (let i = 0; i < 50; i++) {
      const heic = Buffer.concat([
        Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'),
        Buffer.from('Exif\0\0II*\0', 'latin1'),
        randomBytes(i * 7),
      ]);
      expect(await files.receive(heic, { name: 'x' })).toHaveProperty('file');
    }
  });

  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  const refused = [
    { what: 'nothing', bytes: Buffer.alloc(0), says: 'trống' },
    { what: 'a page named photo.jpg', bytes: html, says: 'Chỉ nhận ảnh' },
    { what: 'a program', bytes: Buffer.from('MZ\x90\x00\x03'.padEnd(300, '\0'), 'latin1'), says: 'Chỉ nhận ảnh' },
    { what: 'half a photo', bytes: Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), randomBytes(40)]), says: 'Ảnh này bị hỏng' },
    { what: 'a PDF with a password', bytes: pdf('/Encrypt 5 0 R'), says: 'mật khẩu' },
    { what: 'half a PDF', bytes: pdf('').subarray(0, 40), says: 'chưa đủ' },
    { what: 'too much', bytes: Buffer.alloc(mostBytes + 1, 0xff), says: 'lớn hơn 10 MB' },
  ];
  test.each(refused)('$what is refused with a sentence', async ({ bytes, says }) => {
    expect(await files.receive(bytes, { name: 'photo.jpg' })).toEqual({ refusal: expect.stringContaining(says) });
  });

  test('a PDF stays as it is, and one that acts by itself is flagged and only downloaded', async () => {
    const plain = await files.putForm(new File([pdf('/A 1')], 'don.pdf'));
    const active = await files.receive(pdf('/OpenAction << /S /JavaScript /JS (x) >>'), { name: 'don.pdf' });
    expect(plain).toEqual({ file: { hash: hashOf(pdf('/A 1')), size: pdf('/A 1').length, type: 'application/pdf', flags: [], name: 'don.pdf' } });
    if (!('file' in active)) throw new Error(active.refusal);
    expect(active.file.flags).toEqual(['active-pdf']);
    const opened = await files.open(active.file.hash);
    const response = opened && fileResponse(opened, 'đơn.pdf');
    expect(response?.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C4%91%C6%A1n.pdf");
    expect(response?.headers.get('content-security-policy')).toContain('sandbox');
    expect(hashOf(new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer()))).toBe(active.file.hash);
  });

  test('our own bytes are kept exactly, from a stream too, and leave no half files behind', async () => {
    const bytes = pdf('/Own true');
    const file = await files.put(new Blob([bytes]).stream(), { type: 'application/pdf', by: 'a1' });
    expect(file).toEqual({ hash: hashOf(bytes), size: bytes.length, type: 'application/pdf', flags: [] });
    expect(await base.db.one(sql`select created_by as by from kernel.files where hash = ${file.hash}`)).toEqual({ by: 'a1' });
    expect([await files.has(file.hash), await files.has(hashOf(Buffer.from('?')))]).toEqual([true, false]);
    const all = await readdir(join(dataDir, 'files'), { recursive: true });
    expect(all.filter((name) => /\/\./.test(name))).toEqual([]);
  });
});

test('a full disk is a sentence, not a failure', () => {
  // The shell forbids files of more than 64 blocks of 512 or 1024 bytes: to the program the disk is full.
  const done = spawnSync(
    'sh',
    ['-c', `ulimit -f 64 && exec "$0" --no-warnings "$1" "$2" "$3"`, process.execPath, join(import.meta.dirname, 'full-disk.fixture.ts'), base.appUrl, dataDir],
    { encoding: 'utf8' },
  );
  expect(done.stderr).toBe('');
  expect(JSON.parse(done.stdout)).toEqual({
    received: { refusal: expect.stringContaining('hết chỗ chứa tệp') },
    uploaded: [507, expect.stringContaining('hết chỗ chứa tệp')],
  });
});

test('an upload nobody came back for is cleared after two days', async () => {
  const { id, token } = await files.uploads.begin('x', 5);
  const folder = files.uploads.folder;
  await diskBlobs(dataDir).put(hashOf(Buffer.from('x')), Buffer.from('x'));
  expect(await files.uploads.find(id, token)).toMatchObject({ id, name: 'x', size: 5, hash: null });
  expect(await files.uploads.find(id, 'not the token')).toBeUndefined();
  clock = new Date(clock.getTime() + 49 * 3600_000);
  expect(await files.uploads.find(id, token)).toBeUndefined();
  for (const chore of chores) await chore();
  expect(await base.db.many(sql`select id from kernel.uploads`)).toEqual([]);
  expect(await readdir(folder).catch(() => [])).toEqual([]);
  expect(await files.takeUpload(`${id}.${token}`)).toEqual({ refusal: expect.stringContaining('gửi lại') });
});
