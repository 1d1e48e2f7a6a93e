import { build } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bundles the server, the command line and the workers into .build/; packages stay where npm put them. */
const root = join(import.meta.dirname, '..');
const out = join(root, '.build');

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: [
    { in: join(root, 'src/server.ts'), out: 'server' },
    { in: join(root, 'src/cli.ts'), out: 'cli' },
    { in: join(root, 'src/design/store-assets.ts'), out: 'build-assets' },
  ],
  outdir: out,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: 'linked',
  logLevel: 'warning',
});
// Node runs this file without a bundler, so the asset builder is reached through the bundle it has just made.
const assets = await import(join(out, 'build-assets.js'));
await writeFile(join(out, 'assets.json'), assets.storeAssets(await assets.buildAssets(root)));
await writeFile(join(out, 'done'), '');
