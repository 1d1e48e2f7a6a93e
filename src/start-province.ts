import { createApp } from '#app';
import type { Config } from '#config';
import { openDatabase } from '#kernel/db/open-database.ts';
import { listen, stopListening } from '#kernel/web/index.ts';
import { announce } from './announce.ts';
import { loadProvince } from './load-demo.ts';
import { openPlatform } from './open-platform.ts';

/** A province at work: its address, and how to leave without losing anything. */
export type Province = { url: string; announce(): void; stop(): Promise<void> };

/** Starts everything in the order in which it depends on each other; stops in the opposite order. */
export async function startProvince(config: Config): Promise<Province> {
  const started = performance.now();
  const database = await openDatabase(config);
  try {
    const platform = await openPlatform(config, database);
    await loadProvince(platform);
    const { app, pages, background } = createApp(platform);
    const server = await listen(app.fetch, pages, config.port, config.host);
    background.start();
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : config.port;
    const url = `http://localhost:${port}`;
    return {
      url,
      announce: () => announce(config, url, performance.now() - started),
      async stop() {
        try {
          await stopListening(server);
          await background.stop();
          await platform.close();
        } finally {
          await database.stop();
        }
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
