// Why: after one visit the verifier opens and judges with no network at all: at a roadside, in a village without signal.

const shelf = 'xac-thuc-1';
const pages = ['/xac-thuc', '/xac-thuc/khoa', '/xac-thuc/thu-hoi'];

type Worker = {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
};
type WorkerEvent = { request: Request; waitUntil(work: Promise<unknown>): void; respondWith(answer: Promise<Response>): void };
const worker = self as unknown as Worker;

worker.addEventListener('install', (event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

/** Takes the page along with everything it names: a page without its script would be worse than none. Fonts stay: a phone reads without them. */
async function fill(): Promise<void> {
  const cache = await caches.open(shelf);
  await cache.addAll(pages);
  const html = await (await cache.match('/xac-thuc'))?.text();
  const assets = [...(html ?? '').matchAll(/\/tai-nguyen\/[\w.-]+/g)].map(([address]) => address).filter((address) => !address.endsWith('.woff2'));
  await cache.addAll([...new Set(assets)]);
}

worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  if (pathname === '/X' || pathname === '/x') return event.respondWith(fresh('/xac-thuc'));
  if (pages.includes(pathname)) return event.respondWith(fresh(pathname));
  if (pathname.startsWith('/tai-nguyen/')) return event.respondWith(kept(event.request));
});

/** The network first, for lists must be young; what was taken along when there is none, or when it takes too long. */
async function fresh(pathname: string): Promise<Response> {
  const cache = await caches.open(shelf);
  const known = await cache.match(pathname);
  const asked = fetch(pathname).then(async (response) => {
    if (response.ok) await cache.put(pathname, response.clone());
    return response;
  });
  if (!known) return asked;
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(known), 2500));
  return Promise.race([asked.catch(() => known), patience]);
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(shelf);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}
