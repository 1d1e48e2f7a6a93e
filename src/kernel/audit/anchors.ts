import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '#config';
import type { Head } from './seal.ts';

/** The head of the chain as it was at a moment, kept outside the database. `broken` lines were not written by us. */
export type Anchor = { position: number; hash: string; at: string };
export type AnchorFile = { anchors: Anchor[]; broken: number[] };

export type Anchors = { write(head: Head | undefined): Promise<boolean>; read(): Promise<AnchorFile> };

const line = z.object({ position: z.int().positive(), hash: z.string(), at: z.string(), mac: z.string() });

/** Each line's HMAC covers the line before it too, so that none can be taken out of the middle. */
export function openAnchors({ dataDir, secretKey }: Pick<Config, 'dataDir' | 'secretKey'>, now: () => Date): Anchors {
  const file = join(dataDir, 'audit-anchors.log');
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'motcua audit anchors', 32));
  const macOf = (before: string, { position, hash, at }: Anchor) =>
    createHmac('sha256', key)
      .update(JSON.stringify([before, position, hash, at]))
      .digest('base64url');

  async function lines(): Promise<string[]> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? '' : Promise.reject(error)));
    return text.split('\n').filter(Boolean);
  }

  return {
    async write(head) {
      if (!head) return false;
      const before = parse((await lines()).at(-1));
      if (before?.position === head.position) return false;
      const anchor = { position: head.position, hash: head.hash.toString('hex'), at: now().toISOString() };
      await appendDurably(dataDir, file, `${JSON.stringify({ ...anchor, mac: macOf(before?.mac ?? '', anchor) })}\n`);
      return true;
    },
    async read() {
      const anchors: Anchor[] = [];
      const broken: number[] = [];
      let before = '';
      for (const [i, text] of (await lines()).entries()) {
        const anchor = parse(text);
        if (anchor && same(anchor.mac, macOf(before, anchor))) anchors.push(anchor);
        else broken.push(i + 1);
        before = anchor?.mac ?? '';
      }
      return { anchors, broken };
    },
  };
}

function parse(text: string | undefined) {
  try {
    return line.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

async function appendDurably(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
