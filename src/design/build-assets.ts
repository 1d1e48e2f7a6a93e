import { build, type Plugin, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
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
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** A service worker governs only what lies under its own address, so these keep their names. */
const fixedPaths: Record<string, string> = { 'service-worker.js': '/xac-thuc/sw.js' };

/** Builds stylesheets, fonts and every island of the house. Nothing here needs the network or a running server. */
export async function buildAssets(rootDir: string): Promise<BuiltAssets> {
  const [look, officer, fonts, islands, wasm, app] = await Promise.all([
    readFile(join(rootDir, 'src/design/citizen.css'), 'utf8'),
    readFile(join(rootDir, 'src/design/officer.css'), 'utf8'),
    buildFonts(rootDir),
    buildIslands(rootDir),
    readerWasm(rootDir),
    buildApp(),
  ]);
  const [citizenCss, officerCss] = await Promise.all([minify(look + fonts.css), minify(officer)]);
  return {
    citizenCss,
    assets: [asset('officer.css', Buffer.from(officerCss)), asset('icon.svg', Buffer.from(icon)), ...fonts.files, ...islands, ...wasm, ...app],
  };
}

async function minify(css: string): Promise<string> {
  return (await transform(css, { loader: 'css', minify: true })).code.trim();
}

function asset(name: string, plain: Buffer): Asset {
  const dot = name.lastIndexOf('.');
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10).replace(/[_-]/g, 'x');
  const extension = name.slice(dot + 1);
  const path = fixedPaths[name] ?? `/tai-nguyen/${name.slice(0, dot)}-${hash}.${extension}`;
  const made = { name, path, type: types[extension] ?? 'application/octet-stream', plain };
  if (extension === 'woff2' || extension === 'png') return made;
  return { ...made, br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }), gzip: gzipSync(plain, { level: 9 }) };
}

/**
 * Be Vietnam Pro in two weights, Latin and Vietnamese only, for screens of 48rem and more. On a phone the 67 kB would be
 * more than a whole filing, and the phone's own font knows Vietnamese. The faces stand in the page's own stylesheet: a
 * linked one, even for other screens, is fetched by phones too.
 */
async function buildFonts(rootDir: string): Promise<{ css: string; files: Asset[] }> {
  const folder = join(rootDir, 'node_modules/@fontsource/be-vietnam-pro');
  const files: Asset[] = [];
  let faces = standIn;
  for (const weight of [400, 600]) {
    const known = (await readFile(join(folder, `${weight}.css`), 'utf8')).match(/@font-face \{[^}]*\}/g) ?? [];
    for (const subset of ['vietnamese', 'latin']) {
      const name = `be-vietnam-pro-${subset}-${weight}`;
      const font = asset(`${name}.woff2`, await readFile(join(folder, 'files', `${name}-normal.woff2`)));
      const face = known.find((text) => text.includes(`${name}-normal.woff2`));
      if (!face) throw new Error(`no face ${name} in ${folder}`);
      faces += face.replace(/src:[^;]*;/, `src:url(${font.path}) format("woff2");`);
      files.push(font);
    }
  }
  return { css: `@media (min-width:48rem){${faces}}`, files };
}

/** The mark of the house for the tab of a browser; without it each browser asks for /favicon.ico and gets a page. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34" fill="#0a6640"><path d="M3.5 31V2.5h27V31h-3V5.500h-21V31z"/><path d="M10 31V9l11-4v26z"/></svg>';

/** What stands on a home screen: the mark in white on green, small enough for launchers that cut a circle out of it. */
const homeIcon = (room: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-room} ${-room} ${34 + 2 * room} ${34 + 2 * room}"><path fill="#0a6640" d="M-40-40h120v120H-40z"/><g fill="#fff"><path d="M3.5 31V2.500h27V31h-3V5.500h-21V31z"/><path d="M10 31V9l11-4v26z"/></g></svg>`;

/** The verifier as an app on the home screen: its manifest and icons. */
async function buildApp(): Promise<Asset[]> {
  const { default: sharp } = await import('sharp');
  const draw = async (name: string, room: number, size: number) =>
    asset(
      name,
      await sharp(Buffer.from(homeIcon(room)), { density: 1200 })
        .resize(size, size)
        .png({ palette: true })
        .toBuffer(),
    );
  const [small, large, masked] = await Promise.all([draw('app-192.png', 8, 192), draw('app-512.png', 8, 512), draw('app-masked.png', 17, 512)]);
  const icon = ({ path }: Asset, size: number, purpose: string) => ({ src: path, sizes: `${size}x${size}`, type: 'image/png', purpose });
  const manifest = {
    id: '/xac-thuc',
    name: 'Một Cửa: xác thực giấy tờ',
    short_name: 'Xác thực',
    description: 'Giấy này thật hay giả? Quét mã QR, cả khi không có mạng.',
    lang: 'vi',
    start_url: '/xac-thuc/chot',
    scope: '/',
    display: 'standalone',
    background_color: '#0b100d',
    theme_color: '#0a6640',
    icons: [icon(small, 192, 'any'), icon(large, 512, 'any'), icon(masked, 512, 'maskable')],
  };
  return [small, large, masked, asset('verify.webmanifest', Buffer.from(JSON.stringify(manifest)))];
}

/** Until the font is there, Arial stands in at the same width and height, so that nothing moves when it comes (measured in Chromium). */
const standIn =
  '@font-face{font-family:"Be Vietnam Stand-in";src:local("Arial"),local("Liberation Sans");size-adjust:108%;ascent-override:92.6%;descent-override:25%}';

async function buildIslands(rootDir: string): Promise<Asset[]> {
  const files = (await readdir(join(rootDir, 'src'), { recursive: true, encoding: 'utf8' })).filter((file) =>
    /(^|\/)islands\/[a-z-]+\.(ts|css)$/.test(file.replaceAll('\\', '/')),
  );
  const built = await build({
    entryPoints: files.map((file) => ({ in: join(rootDir, 'src', file), out: basename(file, extname(file)) })),
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    // Older Safari reads destructuring wrongly, and the bar-code reader is full of it; such phones still have every page without script.
    target: ['chrome70', 'firefox68', 'safari14.1'],
    plugins: [dropUnused('cborg')],
    logLevel: 'silent',
  });
  return built.outputFiles.map((file) => asset(basename(file.path), Buffer.from(file.contents)));
}

/** Phones read CBOR with our own few lines and write none; without being told, the bundler would keep the writer for what it might do on loading. */
function dropUnused(name: string): Plugin {
  return {
    name: `drop ${name} where unused`,
    setup({ onResolve, resolve }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, async ({ path, pluginData, ...from }) =>
        pluginData === name ? undefined : { ...(await resolve(path, { ...from, pluginData: name })), sideEffects: false },
      );
    },
  };
}

/** The bar-code reader is fetched only by those who press «quét bằng máy ảnh», and from our own address. */
async function readerWasm(rootDir: string): Promise<Asset[]> {
  const file = await readFile(join(rootDir, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')).catch(() => undefined);
  return file ? [asset('zxing-reader.wasm', file)] : [];
}
