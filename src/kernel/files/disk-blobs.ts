import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type Blobs, NoRoom, pathOf } from './blobs.ts';

/** Keeps files under DATA_DIR/files. */
export function diskBlobs(dataDir: string): Blobs {
  const root = join(dataDir, 'files');
  const placeOf = (hash: string) => join(root, pathOf(hash));

  return {
    async put(hash, bytes) {
      const place = placeOf(hash);
      const made = await mkdir(dirname(place), { recursive: true }).catch(noRoom);
      // Whoever put the same bytes a moment ago may not have come to the end: so ours are written whether or not it is there.
      await writeDurably(join(dirname(place), `.${randomUUID()}`), place, bytes).catch(noRoom);
      if (made) await syncUpTo(dirname(place), root);
    },
    async open(hash) {
      const size = await sizeOf(placeOf(hash));
      if (size === undefined) return undefined;
      // A web stream of Node is the web's; only their type declarations differ.
      return Readable.toWeb(createReadStream(placeOf(hash))) as ReadableStream<Uint8Array>;
    },
    has: async (hash) => (await sizeOf(placeOf(hash))) !== undefined,
  };
}

async function writeDurably(temporary: string, place: string, bytes: Uint8Array): Promise<void> {
  try {
    await using(temporary, 'wx', async (file) => {
      await file.writeFile(bytes);
      await file.sync();
    });
    await rename(temporary, place);
    await syncFolder(dirname(place));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function using(path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

/** A rename is only on the disk when its folder is. Windows cannot sync a folder and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using(path, 'r', (folder) => folder.sync());
}

async function syncUpTo(path: string, root: string): Promise<void> {
  for (let folder = path; folder.startsWith(root); folder = dirname(folder)) await syncFolder(dirname(folder));
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? undefined : Promise.reject(error)),
  );
}

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

function noRoom(error: NodeJS.ErrnoException): never {
  throw full.has(error.code ?? '') ? new NoRoom(error.message) : error;
}
