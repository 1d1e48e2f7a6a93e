import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asset, BuiltAssets } from './build-assets.ts';
import type { Look } from './look.ts';

/** What is served under /tai-nguyen/, and the look that pages are drawn with. */
export type Assets = { look: Look; serve(request: Request): Response | undefined };

/** Takes the assets built beforehand into .build/, or builds them now (development and tests). */
export async function openAssets(rootDir: string): Promise<Assets> {
  const built = (await readBuilt(rootDir)) ?? (await (await import('./build-assets.ts')).buildAssets(rootDir));
  const byName = new Map(built.assets.map((asset) => [asset.name, asset]));
  const byPath = new Map(built.assets.map((asset) => [asset.path, asset]));
  const look: Look = {
    citizenCss: built.citizenCss,
    citizenCssHash: `sha256-${createHash('sha256').update(built.citizenCss).digest('base64')}`,
    url(name) {
      const asset = byName.get(name);
      if (!asset) throw new Error(`there is no asset ${name}; there are ${[...byName.keys()].join(', ')}`);
      return asset.path;
    },
  };
  return { look, serve: (request) => answer(request, byPath.get(new URL(request.url).pathname)) };
}

type Stored = { citizenCss: string; assets: (Omit<Asset, 'plain' | 'br' | 'gzip'> & { plain: string; br?: string; gzip?: string })[] };

async function readBuilt(rootDir: string): Promise<BuiltAssets | undefined> {
  // Only the bundle may trust what was built before it: sources in development change all the time.
  if (!import.meta.url.includes('/.build/')) return undefined;
  const stored = JSON.parse(await readFile(join(rootDir, '.build/assets.json'), 'utf8')) as Stored;
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'));
  return {
    citizenCss: stored.citizenCss,
    assets: stored.assets.map((asset) => ({ ...asset, plain: Buffer.from(asset.plain, 'base64'), br: bytes(asset.br), gzip: bytes(asset.gzip) })),
  };
}

/** The built assets as one file beside the bundle. */
export function storeAssets({ citizenCss, assets }: BuiltAssets): string {
  const text = (bytes: Buffer | undefined) => bytes?.toString('base64');
  return JSON.stringify({ citizenCss, assets: assets.map((asset) => ({ ...asset, plain: text(asset.plain), br: text(asset.br), gzip: text(asset.gzip) })) });
}

function answer(request: Request, asset: Asset | undefined): Response | undefined {
  if (!asset) return undefined;
  const accepted = request.headers.get('accept-encoding') ?? '';
  const [encoding, body] =
    asset.br && /\bbr\b/.test(accepted) ? ['br', asset.br] : asset.gzip && /\bgzip\b/.test(accepted) ? ['gzip', asset.gzip] : ['', asset.plain];
  const forever = asset.path.startsWith('/tai-nguyen/');
  const headers: Record<string, string> = {
    'content-type': asset.type,
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  };
  if (!forever) {
    // A file that keeps its name is asked for again and again; who has it need not fetch it.
    headers.etag = `W/"${createHash('sha256').update(asset.plain).digest('base64url').slice(0, 16)}"`;
    if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  }
  if (encoding) headers['content-encoding'] = encoding;
  // A worker may govern more than its own folder only when its server says so.
  if (asset.path.endsWith('/sw.js')) headers['service-worker-allowed'] = '/';
  return new Response(body as BodyInit, { headers });
}
