import { callerAddress, rateLimit } from '#kernel/identity/index.ts';
import { type Ctx, notFound } from '#kernel/web/index.ts';
import { mostBytes } from '../receive.ts';
import type { Upload } from '../store.ts';
import { speakTus } from './tus.ts';
import type { Uploads } from './uploads.ts';

/** An office of twenty people behind one address sends many papers at once; a machine that fills the disk sends more. */
const perAddress = { burst: 240, secondsPerToken: 5 };
const limits = rateLimit();

/** POST /tep/tai-len: begins an upload of a known size and name; the answer carries its address and, once only, its token. */
export async function beginUpload(c: Ctx): Promise<Response> {
  const turn = limits.take('upload', callerAddress(c), perAddress, c.var.platform.now());
  if (!turn.ok) return say(429, `Đã gửi quá nhiều tệp. Hãy đợi ${turn.waitSeconds} giây.`, { 'retry-after': String(turn.waitSeconds) });
  const size = Number(c.req.header('upload-length'));
  if (!Number.isInteger(size) || size <= 0) return say(400, 'Cần biết độ lớn của tệp (Upload-Length).');
  if (size > mostBytes) return say(413, `Tệp lớn hơn ${mostBytes / 1024 / 1024} MB. Hãy chụp ảnh nhỏ hơn, hoặc gửi từng trang.`);
  const { uploads } = c.var.platform.files;
  const metadata = c.req.header('upload-metadata');
  const { id, token } = await uploads.begin(nameIn(metadata), size, /(?:^|,)\s*sheet\s*(?:,|$)/.test(metadata ?? '') ? 'sheet' : 'paper');
  const response = await speakTus(uploads, c.req.raw, id);
  if (response.status === 201) response.headers.set('upload-token', token);
  else await uploads.drop(id);
  return response;
}

/** HEAD, PATCH, DELETE /tep/tai-len/:upload: how much has come; the next piece; never mind. */
export async function continueUpload(c: Ctx): Promise<Response> {
  const { method } = c.req.raw;
  const { uploads } = c.var.platform.files;
  const upload = method === 'GET' ? undefined : await uploads.find(c.req.param('upload') ?? '', c.req.header('upload-token') ?? '');
  if (!upload) return notFound(c);
  if (method === 'DELETE') return forget(uploads, upload);
  // The answer to the last piece may have been lost on the way, or the server ended before it could store the file.
  const finished = await finishNow(uploads, upload);
  if (finished) return finished;
  const response = await speakTus(uploads, c.req.raw, upload.id);
  return response.ok && method === 'PATCH' ? ((await finishNow(uploads, upload)) ?? response) : response;
}

async function finishNow(uploads: Uploads, upload: Upload): Promise<Response | undefined> {
  const received = await uploads.finish(upload);
  if (!received) return undefined;
  if ('refusal' in received) return say(422, received.refusal);
  const size = String(upload.size);
  return new Response(null, { status: 204, headers: { 'tus-resumable': '1.0.0', 'upload-offset': size, 'upload-length': size, 'cache-control': 'no-store' } });
}

async function forget(uploads: Uploads, { id, hash }: Upload): Promise<Response> {
  if (!hash) await uploads.drop(id);
  return new Response(null, { status: 204, headers: { 'tus-resumable': '1.0.0' } });
}

function nameIn(metadata: string | undefined): string {
  const encoded = /(?:^|,)\s*filename ([A-Za-z\d+/=]+)/.exec(metadata ?? '')?.[1] ?? '';
  const bytes = Uint8Array.from(decodeBase64(encoded), (letter) => letter.charCodeAt(0));
  return (
    new TextDecoder()
      .decode(bytes)
      .replace(/[\p{Cc}\p{Cf}\\/]/gu, '')
      .trim()
      .slice(0, 120) || 'tệp không tên'
  );
}

function decodeBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

function say(status: number, words: string, headers: Record<string, string> = {}): Response {
  return new Response(words, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'tus-resumable': '1.0.0', ...headers } });
}
