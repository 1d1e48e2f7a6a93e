import type { StoredFile } from './store.ts';

type Opened = StoredFile & { body: ReadableStream<Uint8Array> };

/** Sends a stored file so that it can only be looked at: nothing in it runs, nothing guesses its type, no cache keeps it. */
export function fileResponse(file: Opened, name: string, show: 'inline' | 'attachment' = 'inline'): Response {
  // A PDF that acts by itself is not opened inside the browser.
  const disposition = file.flags.length > 0 ? 'attachment' : show;
  return new Response(file.body as BodyInit, {
    headers: {
      'content-type': file.type,
      'content-length': String(file.size),
      'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
