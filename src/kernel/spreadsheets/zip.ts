import { crc32 } from 'node:zlib';

/** A part of an archive: its name, and its bytes when their turn comes. */
export type ZipPart = { name: string; bytes: Uint8Array };

type Placed = { name: Buffer; size: number; sum: number; at: number };

/** An archive of parts stored as they are, one after another: papers are packed already, and nobody holds them all in memory. */
export async function* zipped(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const placed: Placed[] = [];
  let at = 0;
  for await (const { name, bytes } of parts) {
    const part = { name: Buffer.from(name), size: bytes.length, sum: crc32(bytes), at };
    const heading = headingOf(part);
    yield heading;
    yield bytes;
    at += heading.length + bytes.length;
    placed.push(part);
  }
  const directory = Buffer.concat(placed.map(lineOf));
  yield directory;
  yield endOf(placed.length, directory.length, at);
}

/** The same as a body to send: the next part is read when the line has taken the one before. */
export function zipStream(parts: AsyncIterable<ZipPart>): ReadableStream<Uint8Array> {
  const pieces = zipped(parts);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
}

/** The same as one piece, for what is small. */
export async function zipOf(parts: Iterable<ZipPart>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipped(parts)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Version 2.0, names in UTF-8, stored, and the day on which such archives begin. */
const common = Buffer.from([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]);

function headingOf({ name, size, sum }: Placed): Buffer {
  const heading = Buffer.alloc(30);
  heading.writeUInt32LE(0x04034b50, 0);
  common.copy(heading, 4);
  heading.writeUInt32LE(sum, 14);
  heading.writeUInt32LE(size, 18);
  heading.writeUInt32LE(size, 22);
  heading.writeUInt16LE(name.length, 26);
  return Buffer.concat([heading, name]);
}

function lineOf({ name, size, sum, at }: Placed): Buffer {
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(20, 4);
  common.copy(line, 6);
  line.writeUInt32LE(sum, 16);
  line.writeUInt32LE(size, 20);
  line.writeUInt32LE(size, 24);
  line.writeUInt16LE(name.length, 28);
  line.writeUInt32LE(at, 42);
  return Buffer.concat([line, name]);
}

function endOf(many: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(many, 8);
  end.writeUInt16LE(many, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
