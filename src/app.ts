import type { Hono } from 'hono';
import { uploadRoutes } from '#kernel/files/index.ts';
import { readActor } from '#kernel/identity/index.ts';
import { showOutbox } from '#kernel/notifications/index.ts';
import { compressPages } from '#kernel/web/compress.ts';
import { type Ctx, get, type PublicPages, type Route, serve } from '#kernel/web/index.ts';
import { apiRoutes } from '#modules/api/index.ts';
import { administrationRoutes } from '#modules/administration/index.ts';
import { checkpointRoutes, listenToCheckpoints } from '#modules/checkpoints/index.ts';
import { dossierRoutes, listenToDossiers } from '#modules/dossiers/index.ts';
import { homeRoutes } from '#modules/home/index.ts';
import { signInRoutes } from '#modules/sign-in/index.ts';
import { verifyRoutes } from '#modules/verify/index.ts';
import { healthRoutes } from './health.ts';
import type { OpenPlatform } from './open-platform.ts';

export type App = { app: Hono<{ Variables: Ctx['var'] }>; routes: readonly Route[]; pages: PublicPages; background: Background };

/** Work that runs beside the requests. */
export type Background = { start(): void; stop(): Promise<void> };

/** The whole platform on one page: who answers which address, what listens to which event, what runs beside. */
export function createApp(platform: OpenPlatform): App {
  const routes: Route[] = [
    ...homeRoutes,
    ...dossierRoutes,
    ...verifyRoutes,
    ...checkpointRoutes,
    ...signInRoutes,
    ...administrationRoutes,
    ...uploadRoutes,
    ...apiRoutes,
    get('/quan-tri/hop-thu-di', platform.config.demo ? 'anyone' : ['admin'], showOutbox),
    ...healthRoutes,
  ];
  listenToDossiers(platform);
  listenToCheckpoints(platform);
  platform.outbox.every('7 2 * * *', 'tidy accounts', () => platform.identity.tidy());
  platform.outbox.every('23 2 * * *', 'rotate old keys', () => platform.credentials.rotateOld(platform.profile.rules.credential_keys.rotate_after_days));

  const app = serve({
    platform,
    routes,
    readActor,
    styleHashes: [platform.assets.look.citizenCssHash],
    first: [compressPages()],
    assets: platform.assets.serve,
  });
  return {
    app,
    routes,
    pages: platform.pages,
    background: {
      start() {
        platform.audit.start();
        platform.outbox.start();
      },
      async stop() {
        await platform.outbox.stop();
        await platform.audit.stop();
      },
    },
  };
}
