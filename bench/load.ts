import { connect, type Socket } from 'node:net';

/** One request, ready as bytes, so that the sender costs the machine as little as possible beside what is measured. */
export type Sending = { bytes: Buffer; expect: number };

export type Loaded = { latencies: number[]; seconds: number; failed: number };

/** Sends `count` requests over `connections` kept-alive connections to a loopback port; latencies in ms. Bounded by count. */
export async function load(port: number, connections: number, count: number, make: (i: number) => Sending): Promise<Loaded> {
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  const started = performance.now();
  async function work() {
    const line = await openLine(port);
    while (next < count) {
      const { bytes, expect } = make(next++);
      const from = performance.now();
      const status = await line.send(bytes);
      latencies.push(performance.now() - from);
      if (status !== expect) failed++;
    }
    line.close();
  }
  await Promise.all(Array.from({ length: connections }, work));
  return { latencies, seconds: (performance.now() - started) / 1000, failed };
}

/** A request as bytes, with the headers a browser sends that matter here. */
export function requestBytes(
  method: 'GET' | 'POST',
  path: string,
  port: number,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Buffer {
  const all = {
    host: `localhost:${port}`,
    'accept-encoding': 'gzip, deflate, br',
    ...(method === 'POST'
      ? {
          origin: `http://localhost:${port}`,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        }
      : {}),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

type Line = { send(bytes: Buffer): Promise<number>; close(): void };

async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let waiting: { resolve(status: number): void; reject(error: Error): void } | undefined;
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail).on('close', () => fail(new Error('the server closed the connection')));
  readAnswers(socket, (status) => waiting?.resolve(status));
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(bytes);
      }),
    close() {
      waiting = undefined;
      socket.destroy();
    },
  };
}

/** Tells the status of each answer when its last byte is there. */
function readAnswers(socket: Socket, tell: (status: number) => void): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const head = held.indexOf('\r\n\r\n');
    if (head < 0) return;
    const text = held.toString('latin1', 0, head).toLowerCase();
    const length = /\r\ncontent-length: (\d+)/.exec(text)?.[1];
    const chunked = text.includes('\r\ntransfer-encoding: chunked');
    const whole = chunked ? held.subarray(-5).equals(lastChunk) : held.length >= head + 4 + Number(length ?? 0);
    if (!whole) return;
    held = Buffer.alloc(0);
    tell(Number(text.slice(9, 12)));
  });
}

const lastChunk = Buffer.from('0\r\n\r\n');
