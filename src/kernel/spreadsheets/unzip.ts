import { inflateRawSync } from 'node:zlib';
import { Unreadable } from './cell.ts';

/** What all parts of a workbook may weigh together when unpacked; a zip bomb claims a thousand times its size. */
const mostUnpacked = 32 * 1024 * 1024;
const mostParts = 2000;

type Entry = { name: string; method: number; encrypted: boolean; start: number; packed: number };

/** The XML parts of a zip archive, unpacked within a bound. What the archive says of its sizes is not believed. */
export function unzip(bytes: Buffer): { parts: Map<string, Buffer>; names: string[] } {
  const entries = entriesOf(bytes);
  const parts = new Map<string, Buffer>();
  let room = mostUnpacked;
  for (const entry of entries) {
    if (!/\.(xml|rels)$/.test(entry.name)) continue;
    const part = unpack(bytes, entry, room);
    room -= part.length;
    parts.set(entry.name, part);
  }
  return { parts, names: entries.map(({ name }) => name) };
}

function unpack(bytes: Buffer, { name, method, encrypted, start, packed }: Entry, room: number): Buffer {
  if (encrypted) throw new Unreadable('password');
  const body = bytes.subarray(start, start + packed);
  if (method === 0 && body.length <= room) return body;
  if (method !== 8) throw new Unreadable('broken', name);
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(1, room) });
  } catch (error) {
    throw new Unreadable((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-heavy' : 'broken', name);
  }
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 20 > bytes.length) throw new Unreadable('broken', 'no directory');
  const many = bytes.readUInt16LE(end + 10);
  if (many > mostParts) throw new Unreadable('too-heavy', `${many} parts`);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < many; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new Unreadable('broken', 'directory');
    const [nameLength, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      start: startOf(bytes, bytes.readUInt32LE(at + 42)),
      packed: bytes.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

/** Where the bytes of a part begin: behind its own heading, whose lengths are its own too. */
function startOf(bytes: Buffer, heading: number): number {
  if (heading + 30 > bytes.length || bytes.readUInt32LE(heading) !== 0x04034b50) throw new Unreadable('broken', 'heading');
  return heading + 30 + bytes.readUInt16LE(heading + 26) + bytes.readUInt16LE(heading + 28);
}
