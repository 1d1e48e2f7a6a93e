import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { ErrorPage } from './error.page.tsx';
import { mayUse, ownFormsOnly, strictHeaders } from './guard.ts';
import type { Ctx, Route } from './routes.ts';

const smallBody = 512 * 1024;
const uploadBody = 25 * 1024 * 1024;

export type Serving = {
  platform: Platform;
  routes: readonly Route[];
  readActor(c: Ctx): Promise<Actor>;
  styleHashes: readonly string[];
  /** Middleware of the adapter, such as compression. */
  first?: readonly MiddlewareHandler[];
  /** Built files, answered before any route. */
  assets?(request: Request): Response | undefined;
};

/** The whole server as one Web-standard function: a table of routes behind the same guards. */
export function serve({ platform, routes, readActor, styleHashes, first = [], assets }: Serving): Hono<{ Variables: Ctx['var'] }> {
  const { publicUrl } = platform.config;
  const app = new Hono<{ Variables: Ctx['var'] }>();
  app.use(...first, markJson(routes), keepOrForbid(platform), strictHeaders(styleHashes, publicUrl), ownFormsOnly(publicUrl), limitBody());
  app.use((c, next) => Promise.resolve(assets?.(c.req.raw) ?? next()));
  // No address of ours has a NUL in it, and PostgreSQL takes none.
  app.use((c, next) => (new URL(c.req.url).pathname.includes('%00') ? Promise.resolve(notFound(c as unknown as Ctx)) : next()));
  for (const line of routes) {
    app.on(line.method, line.path, async (c: Ctx) => {
      c.set('platform', platform);
      c.set('actor', line.shared ? { kind: 'anyone' } : await readActor(c));
      c.set('shared', line.shared === true);
      return mayUse(line.who, c.var.actor) ? line.verb(c) : refuse(c);
    });
  }
  app.notFound((c) => notFound(c as unknown as Ctx));
  app.onError((error, c) => fail(error, c as unknown as Ctx, platform));
  return app;
}

/**
 * Last before the answer leaves, so that what is kept has every header: a page that is the same for everybody is kept as bytes until
 * something it shows is published anew; a page for one person is kept by nobody.
 */
function keepOrForbid(platform: Platform): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { shared, actor } = c.var as Partial<Ctx['var']>;
    const { pathname, search } = new URL(c.req.url);
    // With a query, or letters written as %41, the page would be the same, but anyone could fill the memory with addresses of his own.
    if (shared && c.res.status === 200 && search === '' && !pathname.includes('%')) {
      c.header('cache-control', 'public, max-age=60');
      await platform.pages.keep(pathname, c.res);
    } else if (actor && !c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store');
  };
}

/** Node reads no more than the announced length, so the announcement is what counts; asking the request for its body would cost more than all guards. */
function limitBody(): MiddlewareHandler {
  return (c, next) => {
    // A body of unknown length would have to be read to be measured; browsers always announce it.
    if (c.req.header('transfer-encoding'))
      return Promise.resolve(new Response('Cần Content-Length.', { status: 411, headers: { 'content-type': 'text/plain; charset=utf-8' } }));
    const large = c.req.header('content-type')?.startsWith('multipart/form-data') || c.req.path.startsWith('/tep/');
    const most = (c as unknown as Ctx).var.json?.most ?? (large ? uploadBody : smallBody);
    return Number(c.req.header('content-length') ?? 0) > most ? Promise.resolve(tooLarge(c as unknown as Ctx)) : next();
  };
}

function tooLarge(c: Ctx): Response {
  const text = `Tệp hoặc nội dung gửi lên lớn hơn ${uploadBody / 1024 / 1024} MB. Hãy chụp ảnh nhỏ hơn rồi gửi lại.`;
  if (c.var.json) return problem(413, `Nội dung gửi lên lớn hơn ${c.var.json.most / 1024} kB. Hãy chia ra gửi nhiều lần.`);
  return wantsJson(c) ? problem(413, text) : new Response(text, { status: 413, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

/** Marks the addresses that programs send JSON to, so that whatever goes wrong there is said in JSON. */
function markJson(routes: readonly Route[]): MiddlewareHandler {
  const json = new Map(routes.flatMap(({ path, json: limit }) => (limit ? [[path, limit] as const] : [])));
  return (c, next) => {
    const limit = c.req.method === 'POST' ? json.get(c.req.path) : undefined;
    if (limit) c.set('json', limit);
    return next();
  };
}

/** The page for something that is not there, or not there for this person: both look the same. */
export function notFound(c: Ctx): Response | Promise<Response> {
  if (wantsJson(c)) return problem(404, 'Không có mục này, hoặc bạn không được xem.');
  return c.html(<ErrorPage kind="not-found" />, 404);
}

function refuse(c: Ctx): Response | Promise<Response> {
  const signedIn = c.var.actor.kind === 'officer';
  if (wantsJson(c)) return problem(signedIn ? 403 : 401, signedIn ? 'Tài khoản này không có quyền làm việc đó.' : 'Cần đăng nhập.');
  if (signedIn) return c.html(<ErrorPage kind="forbidden" />, 403);
  if (c.req.method !== 'GET') return c.html(<ErrorPage kind="signed-out" />, 401);
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/can-bo/dang-nhap?tiep=${encodeURIComponent(pathname + search)}`, 303);
}

function fail(error: Error, c: Ctx, platform: Platform): Response | Promise<Response> {
  if (error instanceof HTTPException && error.status < 500) {
    return wantsJson(c) ? problem(error.status, error.message) : c.html(<ErrorPage kind="refused" />, error.status);
  }
  platform.log.error({ err: error, path: c.req.path }, 'request failed');
  return wantsJson(c) ? problem(500, 'Hệ thống gặp lỗi. Việc vừa gửi chưa được ghi; hãy thử lại.') : c.html(<ErrorPage kind="broken" />, 500);
}

function wantsJson(c: Ctx): boolean {
  return c.req.path.startsWith('/api/') || c.var.json !== undefined;
}

/** RFC 9457 problem details. */
export function problem(status: number, detail: string, extra: Record<string, unknown> = {}): Response {
  return new Response(JSON.stringify({ type: 'about:blank', status, detail, ...extra }), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });
}
