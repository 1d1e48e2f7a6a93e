import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { migrate, openDb } from '#kernel/db/index.ts';

export type TestServer = { appUrl: string; ownerUrl: string; superUrl: string };

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestServer;
  }
}

/** One real PostgreSQL for the whole run; each test file gets a copy of the migrated database. */
export default async function setup(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-test-'));
  // Nothing here must survive a power cut; the tests that do need that start a server of their own.
  const server = await startEmbedded(dir, { settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '200' } });
  const owner = openDb(server.ownerUrl, 2);
  await migrate(owner, join(import.meta.dirname, '../../src'));
  await owner.close();
  const { appUrl, ownerUrl, superUrl } = server;
  project.provide('postgres', { appUrl, ownerUrl, superUrl });
  return async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  };
}
