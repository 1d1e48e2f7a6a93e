import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

type Kept = { etag: string; headers: Record<string, string>; plain: Buffer; br: Buffer; gzip: Buffer; until: number };

/** Pages that are the same for everybody, kept as compressed bytes and sent before any router runs. */
export type PublicPages = {
  /** Answers the request from memory; false when the page is not kept or too old. */
  send(request: IncomingMessage, response: ServerResponse): boolean;
  keep(url: string, response: Response): Promise<Response>;
  /** Forgets everything: after a procedure is published, a unit renamed … */
  forget(): void;
};

/** `seconds` bounds how long another node of the same province may still show the old page. */
export function publicPages({ most = 2000, seconds = 60 } = {}): PublicPages {
  const pages = new Map<string, Kept>();
  return {
    send(request, response) {
      const kept = request.method === 'GET' ? pages.get(request.url ?? '') : undefined;
      if (!kept || kept.until < Date.now()) return false;
      if (isKnown(request.headers['if-none-match'], kept.etag)) {
        response.writeHead(304, { etag: kept.etag, 'cache-control': kept.headers['cache-control'] ?? 'no-cache', vary: 'accept-encoding' });
        response.end();
        return true;
      }
      const encoding = bestEncoding(request.headers['accept-encoding']);
      const body = encoding === 'br' ? kept.br : encoding === 'gzip' ? kept.gzip : kept.plain;
      response.writeHead(
        200,
        encoding ? { ...kept.headers, 'content-encoding': encoding, 'content-length': body.length } : { ...kept.headers, 'content-length': body.length },
      );
      response.end(body);
      return true;
    },
    async keep(url, response) {
      const plain = Buffer.from(await response.clone().arrayBuffer());
      if (pages.size >= most) pages.delete(pages.keys().next().value ?? '');
      const etag = etagOf(plain);
      // The same bytes however they are squeezed: a weak tag.
      response.headers.set('etag', etag);
      pages.set(url, {
        etag,
        headers: { ...Object.fromEntries(response.headers), vary: 'accept-encoding' },
        plain,
        br: brotli(plain, 9),
        gzip: gzipSync(plain),
        until: Date.now() + seconds * 1000,
      });
      return response;
    },
    forget: () => pages.clear(),
  };
}

export function etagOf(bytes: Uint8Array): string {
  return `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`;
}

/** True when whoever asks has the very thing already. */
export function isKnown(ifNoneMatch: string | null | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === etag);
}

export function bestEncoding(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const text = String(accepted ?? '');
  return /\bbr\b/.test(text) ? 'br' : /\bgzip\b/.test(text) ? 'gzip' : undefined;
}

export function brotli(bytes: Uint8Array, quality: number): Buffer {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
