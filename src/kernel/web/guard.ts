import type { Context, MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Who } from './routes.ts';

/** True when the rule of a route lets this actor through. */
export function mayUse(who: Who, actor: Actor): boolean {
  if (who === 'anyone') return true;
  if (actor.kind !== 'officer') return false;
  return who === 'officer' || who.some((role) => actor.roles.includes(role));
}

/** Strict headers for every answer: nothing from elsewhere, no inline script, styles only by file or by known hash. */
export function strictHeaders(styleHashes: readonly string[], publicUrl: string): MiddlewareHandler {
  const setAll = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'", ...styleHashes.map((hash) => `'${hash}'`)],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      mediaSrc: ["'self'", 'blob:'],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: ['self'], geolocation: ['self'], microphone: [] },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // For browsers that no longer exist; on 2G every line of every answer is paid for.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
  });
  return async (c, next) => {
    let stricter: string | null = null;
    await setAll(c, async () => {
      await next();
      stricter = c.res.headers.get('content-security-policy');
    });
    // A file from outside brings a policy of its own, under which nothing in it runs.
    if (stricter) c.header('content-security-policy', stricter);
  };
}

/**
 * Refuses whatever another site's page sends. Old phones that send no Origin are known by their Referer, and those that send nothing
 * but an Origin by our public address: behind a proxy the request itself looks like http.
 */
export function ownFormsOnly(publicUrl: string): MiddlewareHandler {
  const isOwn = (url: string, c: Context) => [hostOf(c.req.url), hostOf(publicUrl)].includes(hostOf(url) ?? 'nowhere');
  const byOrigin = csrf({ origin: isOwn });
  return async (c, next) => {
    const { origin, 'sec-fetch-site': site, referer } = c.req.header();
    if (!origin && !site && referer && isOwn(referer, c)) return next();
    // The library looks at bodies that a form can send; a foreign page has no business with the others either.
    if (origin && site !== 'same-origin' && !isOwn(origin, c) && !/^(GET|HEAD|OPTIONS)$/.test(c.req.method)) throw new HTTPException(403);
    return byOrigin(c, next);
  };
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
