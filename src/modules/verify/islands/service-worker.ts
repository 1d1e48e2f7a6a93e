// Why: after one visit the verifier opens and judges with no network at all: at a roadside, in a village without signal.

const shelf = 'xac-thuc-2';
const pages = ['/xac-thuc', '/xac-thuc/chot'];
/** The lists are kept by the page itself, which checks their signatures; here lies only the shell. */
const askAgainAfter = 5 * 60_000;
/** A phone reads in its own type, and puts its own copy of the icons on the home screen. */
const notTaken = /\.(woff2|png|webmanifest)$/;

type Worker = {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
};
type WorkerEvent = { request: Request; waitUntil(work: Promise<unknown>): void; respondWith(answer: Promise<Response>): void };
const worker = self as unknown as Worker;
let askedAt = Date.now();

worker.addEventListener('install', (event) => event.waitUntil(takeAlong().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldShelves().then(() => worker.clients.claim())));

worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  const page = pathname === '/X' || pathname === '/x' ? '/xac-thuc' : pathname;
  if (pages.includes(page)) event.respondWith(atOnce(page, event));
  else if (pathname.startsWith('/tai-nguyen/')) event.respondWith(kept(event.request));
});

/**
 * The pages and everything they name: a page without its script would be worse than none. A page is put on the shelf only after its
 * files are, so that a line that breaks in between leaves the old shell whole.
 */
async function takeAlong(): Promise<void> {
  const cache = await caches.open(shelf);
  const named = new Set<string>();
  const fresh: [string, Response][] = [];
  for (const page of pages) {
    const answer = await fetch(page, { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${page} answers ${answer.status}`);
    for (const address of (await answer.clone().text()).match(/\/tai-nguyen\/[\w.-]+/g) ?? []) if (!notTaken.test(address)) named.add(address);
    fresh.push([page, answer]);
  }
  for (const address of named) if (!(await cache.match(address, { ignoreVary: true }))) await cache.add(address);
  for (const [page, answer] of fresh) await cache.put(page, answer);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/tai-nguyen/') && !named.has(pathname)) await cache.delete(request);
  }
}

/** What was taken along, without asking anybody; behind it the shell is looked after now and then. */
async function atOnce(page: string, event: WorkerEvent): Promise<Response> {
  const known = await (await caches.open(shelf)).match(page, { ignoreVary: true });
  if (!known) return fetch(page);
  if (Date.now() - askedAt > askAgainAfter) {
    askedAt = Date.now();
    event.waitUntil(takeAlong().catch(() => undefined));
  }
  return known;
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(shelf);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function dropOldShelves(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('xac-thuc-') && name !== shelf) await caches.delete(name);
}
