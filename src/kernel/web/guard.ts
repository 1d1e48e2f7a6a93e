import type { MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
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
export function strictHeaders(styleHashes: readonly string[]): MiddlewareHandler {
  return secureHeaders({
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
    strictTransportSecurity: false,
  });
}

/** Refuses a form sent from another site. Old phones that send no Origin are known by their Referer. */
export function ownFormsOnly(): MiddlewareHandler {
  const byOrigin = csrf();
  return async (c, next) => {
    const { origin, 'sec-fetch-site': site, referer } = c.req.header();
    if (!origin && !site && referer && hostOf(referer) === new URL(c.req.url).host) return next();
    return byOrigin(c, next);
  };
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
