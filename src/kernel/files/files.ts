import { createHash } from 'node:crypto';
import type { Config } from '#config';
import type { Db } from '#kernel/db/index.ts';
import type { Outbox } from '#kernel/outbox/index.ts';
import { type Blobs, NoRoom } from './blobs.ts';
import { diskBlobs } from './disk-blobs.ts';
import { inspect, keepSheet, mostBytes, type Received } from './receive.ts';
import { s3Blobs } from './s3-blobs.ts';
import { fileByHash, type FileKind, insertFile, type StoredFile } from './store.ts';
import { openUploads, type Uploads } from './upload/uploads.ts';

/** Files (tệp), by the hash of their content. Nobody who asks by hash is asked who he is: pages look that up before. */
export type Files = {
  /** Stores bytes of our own making exactly as they are; durable when it answers. Throws when there is no room. */
  put(bytes: Uint8Array | ReadableStream<Uint8Array>, about: { type: string; by?: string }): Promise<StoredFile>;
  /** Takes bytes from outside: looks at them, makes them harmless, stores them, or says why not. */
  receive(bytes: Uint8Array, about: { name: string; by?: string; kind?: FileKind }): Promise<Received>;
  /** The same for a file in a form sent without script. */
  putForm(file: File, by?: string, kind?: FileKind): Promise<Received>;
  /** The file that a finished upload brought, by the ticket in the form; may be asked again until the upload expires. */
  takeUpload(ticket: string, kind?: FileKind): Promise<Received>;
  find(hash: string): Promise<StoredFile | undefined>;
  open(hash: string): Promise<(StoredFile & { body: ReadableStream<Uint8Array> }) | undefined>;
  /** The whole file at once, for printing and signing. */
  read(hash: string): Promise<Uint8Array | undefined>;
  has(hash: string): Promise<boolean>;
  uploads: Uploads;
};

const noRoomWords = 'Máy chủ đang hết chỗ chứa tệp nên chưa nhận được. Phần đã khai vẫn còn; hãy thử lại sau, hoặc nộp giấy tờ tại bộ phận một cửa.';

/** Opens the store of files; abandoned uploads are cleared by the outbox, so call it before `outbox.start()`. */
export function openFiles(db: Db, outbox: Pick<Outbox, 'every'>, config: Pick<Config, 'dataDir' | 's3'>, now: () => Date): Files {
  const blobs: Blobs = config.s3 ? s3Blobs(config.s3) : diskBlobs(config.dataDir);

  async function put(
    source: Uint8Array | ReadableStream<Uint8Array>,
    { type, by, flags = [] }: { type: string; by?: string; flags?: string[] },
  ): Promise<StoredFile> {
    const bytes = source instanceof Uint8Array ? source : new Uint8Array(await new Response(source as BodyInit).arrayBuffer());
    const file = { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, type, flags };
    await blobs.put(file.hash, bytes);
    await insertFile(db, file, now(), by ?? null);
    return file;
  }

  async function receive(bytes: Uint8Array, { name, by, kind = 'paper' }: { name: string; by?: string; kind?: FileKind }): Promise<Received> {
    const kept = kind === 'sheet' ? keepSheet(bytes) : await inspect(bytes);
    if ('refusal' in kept) return kept;
    try {
      return { file: { ...(await put(kept.bytes, { ...kept, by })), name: plainName(name) } };
    } catch (error) {
      if (error instanceof NoRoom) return { refusal: noRoomWords };
      throw error;
    }
  }

  async function open(hash: string) {
    const file = await fileByHash(db, hash);
    const body = file && (await blobs.open(hash));
    return file && body && { ...file, body };
  }

  const uploads = openUploads({ db, dataDir: config.dataDir, now, receive, find: (hash) => fileByHash(db, hash) });
  outbox.every('23 * * * *', 'clear abandoned uploads', () => uploads.clear());
  return {
    put,
    receive,
    open,
    uploads,
    // A file that the form already says is too large is not read into memory.
    putForm: async (file, by, kind) =>
      receive(file.size > mostBytes ? new Uint8Array(mostBytes + 1) : new Uint8Array(await file.arrayBuffer()), { name: file.name, by, kind }),
    takeUpload: (ticket, kind) => uploads.take(ticket, kind),
    find: (hash) => fileByHash(db, hash),
    read: async (hash) => {
      const found = await open(hash);
      return found && new Uint8Array(await new Response(found.body as BodyInit).arrayBuffer());
    },
    has: (hash) => blobs.has(hash),
  };
}

/** A name only to show: no path, no control characters, not endless. */
function plainName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .slice(0, 120) || 'tệp không tên'
  );
}
