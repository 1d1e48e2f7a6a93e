import type { MiddlewareHandler } from 'hono';
import { gzipSync } from 'node:zlib';
import { bestEncoding, brotli } from './public-pages.ts';

/** Below this a header costs more than compression saves. */
const worthIt = 700;

/** Compresses pages made for one person. Level 5 is where brotli stops paying for its time on a 10 kB page. */
export function compressPages(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // «You have it already» has no body, and none may be given to it.
    if (c.res.status === 304) return;
    const type = c.res.headers.get('content-type') ?? '';
    const encoding = bestEncoding(c.req.header('accept-encoding'));
    if (!encoding || c.res.headers.has('content-encoding') || !/^(text\/|application\/(json|problem\+json|xml))/.test(type)) return;
    const plain = Buffer.from(await c.res.arrayBuffer());
    const body = plain.length < worthIt ? plain : encoding === 'br' ? brotli(plain, 5) : gzipSync(plain);
    const headers = new Headers(c.res.headers);
    if (body !== plain) headers.set('content-encoding', encoding);
    headers.delete('content-length');
    headers.append('vary', 'accept-encoding');
    c.res = new Response(body as BodyInit, { status: c.res.status, headers });
  };
}
