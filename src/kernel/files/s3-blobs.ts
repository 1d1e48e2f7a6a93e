import type { AwsClient } from 'aws4fetch';
import type { Config } from '#config';
import { type Blobs, NoRoom, pathOf } from './blobs.ts';

type S3 = NonNullable<Config['s3']>;

/** Keeps files in a bucket of any S3 endpoint (path-style addresses). */
export function s3Blobs(s3: S3): Blobs {
  let client: Promise<AwsClient> | undefined;
  const base = `${s3.endpoint.replace(/\/$/, '')}/${s3.bucket}/files`;

  async function ask(method: 'GET' | 'PUT' | 'HEAD', hash: string, init: RequestInit = {}): Promise<Response> {
    client ??= connect(s3);
    return (await client).fetch(`${base}/${pathOf(hash)}`, { method, ...init });
  }

  return {
    async put(hash, bytes) {
      // The hash of the body is part of what is signed: the endpoint refuses bytes that changed on the way.
      const response = await ask('PUT', hash, { body: bytes as Uint8Array<ArrayBuffer>, headers: { 'x-amz-content-sha256': hash } });
      if (response.status === 507) throw new NoRoom('the bucket is full');
      if (!response.ok) throw new Error(`S3 refused to store ${hash}: ${response.status} ${(await response.text()).slice(0, 300)}`);
      await response.body?.cancel();
    },
    async open(hash) {
      const response = await ask('GET', hash);
      if (response.ok) return response.body ?? undefined;
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      throw new Error(`S3 did not give ${hash}: ${response.status}`);
    },
    async has(hash) {
      const { ok, status } = await ask('HEAD', hash);
      if (ok || status === 404) return ok;
      throw new Error(`S3 did not say whether it has ${hash}: ${status}`);
    },
  };
}

async function connect({ accessKeyId, secretAccessKey, region }: S3): Promise<AwsClient> {
  const { AwsClient } = await import('aws4fetch');
  return new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 });
}
