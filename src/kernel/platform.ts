import type { Logger } from 'pino';
import type { Config } from '#config';
import type { Audit } from '#kernel/audit/index.ts';
import type { Calendar } from '#kernel/calendar/index.ts';
import type { Credentials } from '#kernel/credentials/index.ts';
import type { Db } from '#kernel/db/index.ts';
import type { Files } from '#kernel/files/index.ts';
import type { Identity, Notes } from '#kernel/identity/index.ts';
import type { Notifications } from '#kernel/notifications/index.ts';
import type { Organisations, Rules } from '#kernel/organisations/index.ts';
import type { Outbox } from '#kernel/outbox/index.ts';
import type { Printing } from '#kernel/printing/index.ts';
import type { Signing } from '#kernel/signing/index.ts';
import type { Spreadsheets } from '#kernel/spreadsheets/index.ts';
import type { PublicPages } from '#kernel/web/public-pages.ts';

/** Everything a verb may reach for, opened once at start. `now` is the only clock. */
export type Platform = {
  config: Config;
  log: Logger;
  db: Db;
  now(): Date;
  /** The era this installation works in, and its rules. */
  profile: { id: string; rules: Rules };
  calendar: Calendar;
  organisations: Organisations;
  identity: Identity;
  notes: Notes;
  audit: Audit;
  outbox: Outbox;
  notifications: Notifications;
  files: Files;
  credentials: Credentials;
  signing: Signing;
  printing: Printing;
  spreadsheets: Spreadsheets;
  pages: PublicPages;
};
