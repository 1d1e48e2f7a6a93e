import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#app';
import type { Config, ProfileId } from '#config';
import type { Db } from '#kernel/db/index.ts';
import type { Role } from '#kernel/identity/index.ts';
import type { Route } from '#kernel/web/index.ts';
import { loadProvince } from '../../src/load-demo.ts';
import { type OpenPlatform, openPlatform } from '../../src/open-platform.ts';
import { testDatabase } from './database.ts';
import { Visitor } from './visitor.ts';

/** A whole province on a database of its own, asked by HTTP without a port; its clock stands where the test puts it. */
export type TestProvince = {
  platform: OpenPlatform;
  db: Db;
  routes: readonly Route[];
  /** `env` is what a real server adds: the socket, and with it the caller's address. */
  fetch(request: Request, env?: object): Promise<Response>;
  /** Somebody with a browser without script and without an account. */
  stranger(): Promise<Visitor>;
  /** A demo official, signed in: officer('sangmoc.motcua'). */
  officer(login: string): Promise<Visitor>;
  officerWith(role: Role): Promise<Visitor>;
  /** Sets the clock; local time of Việt Nam: '2026-11-23 09:00'. */
  clock(local: string): void;
  /** Sends what waits in the outbox. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export async function testProvince({ profile = '2026', at, ...overrides }: { profile?: ProfileId; at?: string } & Partial<Config> = {}): Promise<TestProvince> {
  const base = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-province-'));
  let now = moment(at ?? (profile === '2026' ? '2026-11-23 09:00' : '2021-08-16 09:00'));
  const config: Config = { ...plain, dataDir, profile, rootDir: join(import.meta.dirname, '../..'), ...overrides };
  const platform = await openPlatform(config, base, { now: () => new Date(now) });
  await loadProvince(platform);
  const { app, routes } = createApp(platform);
  const fetch = async (request: Request, env?: object) => app.fetch(request, env);

  async function officer(login: string): Promise<Visitor> {
    const account = await platform.identity.accountByLogin(login);
    if (!account) throw new Error(`there is no demo official ${login}`);
    const visitor = new Visitor(fetch);
    visitor.cookies.set('motcua', await platform.identity.openSession(account.id));
    return visitor;
  }

  return {
    platform,
    db: base.db,
    routes,
    fetch,
    stranger: async () => new Visitor(fetch),
    officer,
    officerWith: async (role) =>
      officer(
        (
          platform.loaded.officials.find(({ roles }) => roles.length === 1 && roles[0] === role) ??
          platform.loaded.officials.find(({ roles }) => roles.includes(role))
        )?.login ?? role,
      ),
    clock: (local) => void (now = moment(local)),
    settle: () => platform.outbox.drain(),
    async close() {
      await platform.outbox.stop();
      await platform.audit.stop();
      await platform.close();
      await base.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function moment(local: string): Date {
  return new Date(`${local.replace(' ', 'T')}:00+07:00`);
}

const plain: Omit<Config, 'dataDir' | 'profile' | 'rootDir'> = {
  demo: true,
  production: false,
  port: 3000,
  host: undefined,
  publicUrl: 'http://localhost:3000',
  databaseUrl: undefined,
  databaseOwnerUrl: undefined,
  secretKey: 'a test secret that is long enough to be one',
  smtp: undefined,
  s3: undefined,
  ownOnlineFiling: undefined,
  trustProxy: false,
  logLevel: 'error',
};
