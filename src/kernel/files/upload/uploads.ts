import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#kernel/db/index.ts';
import type { Received } from '../receive.ts';
import { deleteExpiredUploads, deleteUpload, type FileKind, finishUpload, insertUpload, type StoredFile, type Upload, uploadById } from '../store.ts';

/** Files that come in pieces over a line that drops. */
export type Uploads = {
  /** Where the pieces lie until the file is whole. */
  folder: string;
  begin(name: string, size: number, kind?: FileKind): Promise<{ id: string; token: string }>;
  /** The upload, for whoever holds its token; a stranger's is not there. */
  find(id: string, token: string): Promise<Upload | undefined>;
  /** Stores an upload whose last piece has come; repeating it changes nothing. */
  finish(upload: Upload): Promise<Received | undefined>;
  /** A file that was sent as something else is not there. */
  take(ticket: string, kind?: FileKind): Promise<Received>;
  drop(id: string): Promise<void>;
  /** Removes what nobody came back for. */
  clear(): Promise<void>;
};

type Room = {
  db: Db;
  dataDir: string;
  now(): Date;
  receive(bytes: Uint8Array, about: { name: string; kind: FileKind }): Promise<Received>;
  find(hash: string): Promise<StoredFile | undefined>;
};

/** Two days: a form begun in the evening is finished after the next working day. */
const keptFor = 48 * 3600_000;
const lost: Received = { refusal: 'Không tìm thấy tệp đã gửi, có thể đã quá hai ngày. Hãy chọn tệp và gửi lại.' };

export function openUploads({ db, dataDir, now, receive, find }: Room): Uploads {
  const folder = join(dataDir, 'uploads');

  async function begin(name: string, size: number, kind: FileKind = 'paper') {
    const id = randomBytes(16).toString('hex');
    const token = randomBytes(24).toString('base64url');
    await insertUpload(db, { id, tokenHash: hashOf(token), name, size, kind, expiresAt: new Date(now().getTime() + keptFor) }, now());
    return { id, token };
  }

  async function findUpload(id: string, token: string): Promise<Upload | undefined> {
    const upload = /^[\da-f]{32}$/.test(id) ? await uploadById(db, id, now()) : undefined;
    return upload && timingSafeEqual(hashOf(token), upload.tokenHash) ? upload : undefined;
  }

  async function finish(upload: Upload): Promise<Received | undefined> {
    const { id, name, size, kind, hash } = upload;
    const stored = hash ? await find(hash) : undefined;
    if (stored) return { file: { ...stored, name } };
    if ((await arrived(folder, id)) !== size) return undefined;
    const received = await receive(await readFile(join(folder, id)), { name, kind });
    if ('file' in received) await finishUpload(db, id, received.file.hash);
    else await deleteUpload(db, id);
    await removeParts(folder, id);
    return received;
  }

  return {
    folder,
    begin,
    find: findUpload,
    finish,
    async take(ticket, kind = 'paper') {
      const [id = '', token = ''] = ticket.split('.');
      const upload = await findUpload(id, token);
      return (upload?.kind === kind && (await finish(upload))) || lost;
    },
    async drop(id) {
      await deleteUpload(db, id);
      await removeParts(folder, id);
    },
    async clear() {
      for (const id of await deleteExpiredUploads(db, now())) await removeParts(folder, id);
      await removeForgotten(folder);
    },
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function arrived(folder: string, id: string): Promise<number | undefined> {
  return stat(join(folder, id)).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function removeParts(folder: string, id: string): Promise<void> {
  await rm(join(folder, id), { force: true });
  await rm(join(folder, `${id}.json`), { force: true });
}

/** Parts on this disk whose row another node has already removed; by the disk's own clock. */
async function removeForgotten(folder: string): Promise<void> {
  for (const file of await readdir(folder).catch(() => [])) {
    const touched = await stat(join(folder, file)).catch(() => undefined);
    if (touched && Date.now() - touched.mtimeMs > keptFor) await rm(join(folder, file), { force: true });
  }
}
