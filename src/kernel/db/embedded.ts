import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, findBinaries } from './binaries.ts';
import { openDb } from './db.ts';
import { type Owner, unprivilegedOwner } from './unprivileged.ts';

/** A running PostgreSQL of our own: where the program (app) and its migrations (owner) reach it, and how to end it. */
export type EmbeddedDatabase = {
  appUrl: string;
  ownerUrl: string;
  superUrl: string;
  pid: number /** It was running before we came. */;
  takenOver: boolean;
  stop(): Promise<void>;
};

type Secrets = { super: string; owner: string; app: string };
type Place = { data: string; socket: string; log: string; secrets: string; binaries: Binaries; owner: Owner | undefined };
export type EmbeddedOptions = { settings?: Record<string, string> };

/**
 * Starts the embedded PostgreSQL under `dir`, making it on first use. One that is still running there
 * (its program was killed) is taken over, so nothing acknowledged is lost and no second server is started.
 */
export async function startEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const place = await prepare(dir);
  const secrets = await readSecrets(place);
  if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, secrets);
  const running = await runningPid(place);
  const url = urlOf(place, 'postgres', secrets.super, 'postgres');
  const pid = running ?? (await launchUntilReady(place, options, url));
  if (running && !(await becomesReady(url))) throw notReady(place);
  await makeRoles(place, secrets);
  return {
    pid,
    takenOver: running !== undefined,
    appUrl: urlOf(place, 'motcua_app', secrets.app, 'motcua'),
    ownerUrl: urlOf(place, 'motcua_owner', secrets.owner, 'motcua'),
    superUrl: urlOf(place, 'postgres', secrets.super, 'motcua'),
    stop: () => stop(pid, place),
  };
}

async function prepare(dir: string): Promise<Place> {
  await mkdir(dir, { recursive: true });
  const owner = unprivilegedOwner();
  const binaries = await findBinaries(owner);
  const data = owner ? await owner.reachable(join(dir, 'postgres')) : join(dir, 'postgres');
  // A unix socket path may hold 107 bytes, and ours may start with a long folder name: so a short name of its own.
  const socket = join(tmpdir(), `motcua-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`);
  await ownFolder(data, owner);
  await ownFolder(socket, owner);
  return { data, socket, binaries, owner, log: join(dir, 'postgres.log'), secrets: join(dir, 'postgres.secret.json') };
}

async function ownFolder(path: string, owner: Owner | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (owner) await chown(path, owner.uid, owner.gid);
  await chmod(path, 0o700);
}

async function readSecrets(place: Place): Promise<Secrets> {
  if (existsSync(place.secrets)) return JSON.parse(await readFile(place.secrets, 'utf8')) as Secrets;
  const fresh = () => randomBytes(24).toString('base64url');
  const secrets = { super: fresh(), owner: fresh(), app: fresh() };
  await writeFile(place.secrets, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

async function initialise(place: Place, secrets: Secrets): Promise<void> {
  const pwfile = join(place.socket, 'first-password');
  await writeFile(pwfile, secrets.super, { mode: 0o600 });
  if (place.owner) await chown(pwfile, place.owner.uid, place.owner.gid);
  const args = [
    '-D',
    place.data,
    '-U',
    'postgres',
    `--pwfile=${pwfile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=vi',
    '--data-checksums',
  ];
  const done = spawnSync(place.binaries.initdb, args, { ...asOwner(place), encoding: 'utf8' });
  await rm(pwfile, { force: true });
  if (done.status !== 0) throw new Error(`initdb failed in ${place.data}: ${done.stderr || done.error?.message}`);
}

function asOwner(place: Place) {
  const identity = place.owner ? { uid: place.owner.uid, gid: place.owner.gid } : {};
  return { ...identity, cwd: place.data, env: { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C', LD_LIBRARY_PATH: place.binaries.lib } };
}

/** The server that already runs on this data, by the pid file it keeps itself. */
async function runningPid(place: Place): Promise<number | undefined> {
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid > 0 && isAlive(pid) && (await isPostgres(pid)) ? pid : undefined;
}

/** After a reboot the number may belong to another program; only Linux lets us look. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

/** One that was killed a moment ago may still stand in the table of processes; then the new one gives up at once and is started again. */
async function launchUntilReady(place: Place, options: EmbeddedOptions, url: string): Promise<number> {
  for (let times = 0; times < 20; times++) {
    const child = launch(place, options);
    if (await becomesReady(url, child)) return child.pid ?? 0;
    if (child.exitCode === null) break;
    await sleep(300);
  }
  throw notReady(place);
}

function launch(place: Place, options: EmbeddedOptions): ChildProcess {
  const settings = { ...smallMachine, unix_socket_directories: place.socket, ...options.settings };
  const args = ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = openSync(place.log, 'a');
  // Its own process group: a Ctrl-C in the terminal must reach us first, so that we stop it after the last answer.
  const child = spawn(place.binaries.postgres, args, { ...asOwner(place), detached: true, stdio: ['ignore', log, log] });
  child.unref();
  if (!child.pid) throw new Error(`PostgreSQL could not be started; see ${place.log}`);
  return child;
}

const smallMachine = {
  listen_addresses: '',
  max_connections: '60',
  shared_buffers: '48MB',
  max_wal_size: '512MB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** False after half a minute, or as soon as the process has ended. */
async function becomesReady(url: string, child?: ChildProcess): Promise<boolean> {
  const hasEnded = () => !!child && child.exitCode !== null;
  for (let tries = 0; tries < 300 && !hasEnded(); tries++) {
    const db = openDb(url, 1);
    try {
      await db.script('select 1');
      return true;
    } catch {
      await sleep(tries < 40 ? 15 : 100);
    } finally {
      await db.close();
    }
  }
  return false;
}

function notReady(place: Place): Error {
  return new Error(`PostgreSQL did not become ready; see ${place.log}`);
}

async function makeRoles(place: Place, secrets: Secrets): Promise<void> {
  const maintenance = openDb(urlOf(place, 'postgres', secrets.super, 'postgres'), 1);
  try {
    const { rows } = await maintenance.pool.query(`select 1 from pg_database where datname = 'motcua'`);
    if (rows.length > 0) return;
    await maintenance.script(`create role motcua_owner login password '${secrets.owner}'`);
    await maintenance.script(`create role motcua_app login password '${secrets.app}'`);
    await maintenance.script(`create database motcua owner motcua_owner`);
  } finally {
    await maintenance.close();
  }
}

function urlOf(place: Place, user: string, password: string, database: string): string {
  return `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(place.socket)}`;
}

/** SIGINT is PostgreSQL's «fast» shutdown: running statements are rolled back, the rest is written and closed. */
async function stop(pid: number, place: Place): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 1200 && isAlive(pid); waited++) await sleep(25);
  await rm(place.socket, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
