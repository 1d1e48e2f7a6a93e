import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** A file under /tai-nguyen/: its bytes as built, and compressed where that helps. */
export type Asset = { name: string; path: string; type: string; plain: Buffer; br?: Buffer; gzip?: Buffer };

export type BuiltAssets = { citizenCss: string; assets: Asset[] };

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
};

/** A service worker governs only what lies under its own address, so these keep their names. */
const fixedPaths: Record<string, string> = { 'service-worker.js': '/xac-thuc/sw.js' };

/** Builds stylesheets, fonts and every island of the house. Nothing here needs the network or a running server. */
export async function buildAssets(rootDir: string): Promise<BuiltAssets> {
  const css = async (file: string) => (await transform(await readFile(join(rootDir, 'src/design', file), 'utf8'), { loader: 'css', minify: true })).code.trim();
  const [citizenCss, officerCss, fonts, islands, wasm] = await Promise.all([
    css('citizen.css'),
    css('officer.css'),
    buildFonts(rootDir),
    buildIslands(rootDir),
    readerWasm(rootDir),
  ]);
  return { citizenCss, assets: [asset('officer.css', Buffer.from(officerCss)), ...fonts, ...islands, ...wasm] };
}

function asset(name: string, plain: Buffer): Asset {
  const dot = name.lastIndexOf('.');
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10).replace(/[_-]/g, 'x');
  const extension = name.slice(dot + 1);
  const path = fixedPaths[name] ?? `/tai-nguyen/${name.slice(0, dot)}-${hash}.${extension}`;
  const made = { name, path, type: types[extension] ?? 'application/octet-stream', plain };
  if (extension === 'woff2') return made;
  return { ...made, br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }), gzip: gzipSync(plain, { level: 9 }) };
}

/**
 * Be Vietnam Pro in two weights, Latin and Vietnamese only. The stylesheet is linked for screens of 48rem and more:
 * on a phone the 67 kB would be more than a whole filing, and the phone's own font knows Vietnamese.
 */
async function buildFonts(rootDir: string): Promise<Asset[]> {
  const folder = join(rootDir, 'node_modules/@fontsource/be-vietnam-pro');
  const fonts: Asset[] = [];
  let css = '';
  for (const weight of [400, 600]) {
    const faces = (await readFile(join(folder, `${weight}.css`), 'utf8')).match(/@font-face \{[^}]*\}/g) ?? [];
    for (const subset of ['vietnamese', 'latin']) {
      const font = asset(`be-vietnam-pro-${subset}-${weight}.woff2`, await readFile(join(folder, 'files', `be-vietnam-pro-${subset}-${weight}-normal.woff2`)));
      const face = faces.find((text) => text.includes(`be-vietnam-pro-${subset}-${weight}-normal.woff2`));
      if (!face) throw new Error(`no face ${subset} ${weight} in ${folder}`);
      css += face.replace(/src:[^;]*;/, `src:url(${font.path}) format("woff2");`);
      fonts.push(font);
    }
  }
  return [asset('fonts.css', Buffer.from((await transform(css, { loader: 'css', minify: true })).code.trim())), ...fonts];
}

async function buildIslands(rootDir: string): Promise<Asset[]> {
  const files = (await readdir(join(rootDir, 'src'), { recursive: true, encoding: 'utf8' })).filter((file) =>
    /(^|\/)islands\/[a-z-]+\.ts$/.test(file.replaceAll('\\', '/')),
  );
  const built = await build({
    entryPoints: files.map((file) => ({ in: join(rootDir, 'src', file), out: basename(file, '.ts') })),
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome70', 'firefox68', 'safari13'],
    logLevel: 'silent',
  });
  return built.outputFiles.map((file) => asset(basename(file.path), Buffer.from(file.contents)));
}

/** The bar-code reader is fetched only by those who press «quét bằng máy ảnh», and from our own address. */
async function readerWasm(rootDir: string): Promise<Asset[]> {
  const file = await readFile(join(rootDir, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')).catch(() => undefined);
  return file ? [asset('zxing-reader.wasm', file)] : [];
}
