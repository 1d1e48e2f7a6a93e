import { request as send } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { load as parse } from 'cheerio';
import { Visitor } from '../test/support/visitor.ts';

/** What one page cost on the wire, HTTP headers included: bytes received, bytes sent, requests. */
export type Cost = { received: number; sent: number; requests: number };

/** A phone without script and with an empty cache: pages with everything they make it fetch, counted byte by byte. */
export type Phone = {
  visitor: Visitor;
  /** Does one step and answers what it cost, pictures and stylesheets of the page included, kept ones not again. */
  cost(step: (visitor: Visitor) => Promise<unknown>): Promise<Cost>;
  /** Bytes of the browser code of the page in hand, which a phone with script would fetch besides. */
  islands(): Promise<number>;
};

export function phone(url: string): Phone {
  const counted = { received: 0, sent: 0, requests: 0 };
  const kept = new Set<string>();
  const fetchCounted = (request: Request) => overTheWire(request, counted);
  const visitor = new Visitor(fetchCounted, url);
  visitor.url = `${url}/`;

  async function fetchOnce(address: string): Promise<number> {
    const before = counted.received;
    const href = new URL(address, visitor.url).href;
    if (!kept.has(href)) await fetchCounted(new Request(href));
    kept.add(href);
    return counted.received - before;
  }

  return {
    visitor,
    async cost(step) {
      const before = { ...counted };
      await step(visitor);
      for (const address of fetchedBy(visitor.body)) await fetchOnce(address);
      return { received: counted.received - before.received, sent: counted.sent - before.sent, requests: counted.requests - before.requests };
    },
    async islands() {
      const scripts = visitor
        .$('script[src]')
        .map((_, script) => visitor.$(script).attr('src'))
        .get();
      let bytes = 0;
      for (const address of scripts) bytes += await fetchOnce(address);
      return bytes;
    },
  };
}

/** Stylesheets whatever their media (a browser fetches those too), pictures and the icon. Scripts are off, wide-screen fonts unused. */
function fetchedBy(html: string): string[] {
  const $ = parse(html);
  const links = $('link[rel=stylesheet], link[rel~=icon], link[rel=preload], link[rel=manifest]')
    .map((_, link) => $(link).attr('href'))
    .get();
  const pictures = $('img[src]:not([loading=lazy])')
    .map((_, picture) => $(picture).attr('src'))
    .get();
  return [...links, ...pictures].filter((address) => !address.startsWith('data:'));
}

/** One request on a connection of its own, so that the socket itself counts its bytes. */
async function overTheWire(request: Request, counted: Cost): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const headers = { ...Object.fromEntries(request.headers), ...browserHeaders, ...(body.length > 0 ? { 'content-length': String(body.length) } : {}) };
  return new Promise((resolve, reject) => {
    const outgoing = send(request.url, { method: request.method, headers, agent: false, family: 4 }, (answer) => {
      const chunks: Buffer[] = [];
      const { socket } = answer;
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        counted.received += socket.bytesRead;
        counted.sent += socket.bytesWritten;
        counted.requests++;
        resolve(asResponse(answer.statusCode ?? 0, answer.rawHeaders, Buffer.concat(chunks)));
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const browserHeaders = {
  'accept-encoding': 'gzip, deflate, br',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'vi-VN,vi;q=0.9',
  'user-agent': 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
};

function asResponse(status: number, raw: readonly string[], bytes: Buffer): Response {
  const headers = new Headers();
  for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] ?? '', raw[i + 1] ?? '');
  const encoding = headers.get('content-encoding');
  const plain = bytes.length === 0 ? null : encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes;
  return new Response(status === 204 || status === 304 ? null : (plain as BodyInit | null), { status, headers });
}
