import { join } from 'node:path';
import { dueAt } from '#kernel/calendar/index.ts';
import { publishFolder } from '#modules/dossiers/cli.ts';
import type { OpenPlatform } from './open-platform.ts';

/** Publishes the procedures of the era and, in the demo, lets its officials in. Again changes only what the files changed. */
export async function loadProvince(platform: OpenPlatform): Promise<void> {
  const { db, loaded, organisations, calendar, now, config } = platform;
  const clock = { start: now(), dueAt: (at: Date, limit: Parameters<typeof dueAt>[1]) => dueAt(at, limit, calendar) };
  const { refused } = await publishFolder(db, join(config.rootDir, 'data/procedures'), { profile: loaded.id, clock, by: { name: 'bin/start', at: now() } });
  for (const one of refused) platform.log.warn(one, 'a procedure was not published');
  if (!config.demo) return;
  const accounts = loaded.officials.map(({ login, name, unit, title, roles }) => ({
    login,
    name: `${name} (mẫu)`,
    unitId: unit,
    unitName: organisations.issuingName(unit),
    title,
    roles,
  }));
  await platform.identity.addDemoAccounts(accounts);
  platform.pages.forget();
}
