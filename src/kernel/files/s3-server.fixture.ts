import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Config } from '#config';

export type Bucket = { s3: NonNullable<Config['s3']>; close(): Promise<void> };

/** A bucket that believes nothing: it computes each signature itself (AWS Signature Version 4) and the hash of each body. */
export async function openBucket(): Promise<Bucket> {
  const keys = { accessKeyId: 'AKTEST', secretAccessKey: 'the secret of the test', region: 'vn-1' };
  const objects = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts);
    const object = objects.get(request.url ?? '');
    if (!isSigned(request, keys)) response.writeHead(403).end('SignatureDoesNotMatch');
    else if (request.method === 'PUT' && sha256(body) !== request.headers['x-amz-content-sha256']) response.writeHead(400).end('XAmzContentSHA256Mismatch');
    else if (request.method === 'PUT') response.writeHead(200).end(void objects.set(request.url ?? '', body));
    else response.writeHead(object ? 200 : 404).end(request.method === 'GET' ? object : undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const endpoint = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  return { s3: { ...keys, endpoint, bucket: 'motcua' }, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

function isSigned(request: IncomingMessage, { secretAccessKey, region }: { secretAccessKey: string; region: string }): boolean {
  const [, scope, signed, signature] = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([\da-f]+)/.exec(request.headers.authorization ?? '') ?? [];
  if (!scope || !signed) return false;
  const date = String(request.headers['x-amz-date']);
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, request.url, '', headers.join(''), signed, request.headers['x-amz-content-sha256']].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secretAccessKey}`);
  return scope === `${date.slice(0, 8)}/${region}/s3/aws4_request` && hmac(key, text).toString('hex') === signature;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
