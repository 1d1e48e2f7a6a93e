import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '#config';
import { openAssets } from '#design/assets.ts';
import { hangLook, hangSign } from '#design/index.ts';
import { openAudit } from '#kernel/audit/index.ts';
import { openCredentials } from '#kernel/credentials/index.ts';
import type { OpenDatabase } from '#kernel/db/open-database.ts';
import { openFiles } from '#kernel/files/index.ts';
import { identity, notesFrom } from '#kernel/identity/index.ts';
import { openNotifications } from '#kernel/notifications/index.ts';
import { importProfile, loadOrganisations, loadProfile, type Profile } from '#kernel/organisations/index.ts';
import { openOutbox } from '#kernel/outbox/index.ts';
import { openPrinting } from '#kernel/printing/index.ts';
import { openSigning } from '#kernel/signing/index.ts';
import { openSpreadsheets } from '#kernel/spreadsheets/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { publicPages } from '#kernel/web/index.ts';
import type { Assets } from '#design/assets.ts';

export type OpenPlatform = Platform & { assets: Assets; loaded: Profile; close(): Promise<void> };

export type Overrides = { now?: () => Date };

/** Opens every room of the kernel on one database, in the order in which they need each other. Nothing runs in the background yet. */
export async function openPlatform(config: Config, database: Pick<OpenDatabase, 'db'>, overrides: Overrides = {}): Promise<OpenPlatform> {
  const { db } = database;
  const log = pino({ level: config.logLevel, base: undefined });
  const now = overrides.now ?? clockOf(config);
  const loaded = await loadProfile(join(config.rootDir, 'data/profiles', config.profile));
  await importProfile(db, loaded);
  const organisations = await loadOrganisations(db, loaded.rules);
  const complain = (error: unknown, about = 'background work') => log.error({ err: error }, about);
  const audit = openAudit(db, config, now, complain);
  const outbox = openOutbox(db, { now, complain });
  const files = openFiles(db, outbox, config, now);
  const notifications = openNotifications(db, outbox, config, now);
  const printing = openPrinting(config);
  const assets = await openAssets(config.rootDir);
  hangLook(assets.look);
  hangSign({ province: organisations.province().fullName, demo: config.demo, weeksBack: isSetBack(config) ? weeksBackTo2021 : undefined });
  return {
    config,
    log,
    db,
    now,
    profile: { id: loaded.id, rules: loaded.rules },
    calendar: loaded.calendar,
    organisations,
    identity: identity(db, config, now, audit),
    notes: notesFrom(config.secretKey),
    audit,
    outbox,
    notifications,
    files,
    credentials: openCredentials(db, config, now),
    signing: openSigning(db, config, now),
    printing,
    spreadsheets: openSpreadsheets(config),
    pages: publicPages(),
    assets,
    loaded,
    async close() {
      notifications.close();
      await printing.close();
    },
  };
}

/** 16 August 2021 for 23 November 2026, so that the demo of 2021 lives in its own time, on the same day of the week; every page says so. */
const weeksBackTo2021 = 275;

function isSetBack({ demo, profile }: Config): boolean {
  return demo && profile === '2021';
}

/** The only clock of the program. */
function clockOf(config: Config): () => Date {
  const shift = isSetBack(config) ? weeksBackTo2021 * 7 * 86_400_000 : 0;
  return () => new Date(Date.now() - shift);
}
