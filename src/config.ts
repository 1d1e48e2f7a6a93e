import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The role that owns the tables and runs migrations; only `bin/motcua migrate` needs it. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET_KEY: z.string().min(32, 'cần ít nhất 32 ký tự').optional(),
  SMTP_HOST: z.string().optional(),
  SMTP_PORT: z.coerce.number().int().default(587),
  SMTP_USER: z.string().optional(),
  SMTP_PASS: z.string().optional(),
  SMTP_FROM: z.string().default('khong-tra-loi@motcua.invalid'),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_REGION: z.string().default('auto'),
  OWN_ONLINE_FILING: flag.optional(),
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

type Environment = z.infer<typeof environment>;

const switches = {
  profile: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  empty: { type: 'boolean', default: false },
} as const;

export type ProfileId = '2021' | '2026';

export type Config = {
  /** The folder of the program itself: its sources, migrations and data packs. */
  rootDir: string;
  dataDir: string;
  profile: ProfileId;
  /** True when the demo province is loaded: then the screen says so, and demo accounts exist. */
  demo: boolean;
  production: boolean;
  port: number;
  host: string | undefined;
  publicUrl: string;
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  secretKey: string;
  smtp: { host: string; port: number; user: string | undefined; pass: string | undefined; from: string } | undefined;
  s3: { endpoint: string; bucket: string; accessKeyId: string; secretAccessKey: string; region: string } | undefined;
  /** Overrides the profile's rule whether this province takes dossiers on its own pages. */
  ownOnlineFiling: boolean | undefined;
  /** Behind a reverse proxy: the caller's address is the last one in X-Forwarded-For. */
  trustProxy: boolean;
  logLevel: Environment['LOG_LEVEL'];
};

/** A wrong or missing setting; its message says which, and what would be right. */
export class ConfigError extends Error {}

/** Reads settings from the command line and the environment; the only place that does. */
export function readConfig(args: string[] = process.argv.slice(2), env: NodeJS.ProcessEnv = process.env): Config {
  const options = readSwitches(args);
  const settings = readEnvironment(env);
  const production = settings.NODE_ENV === 'production';
  if (production) refuseMissing(settings);
  const rootDir = findRoot();
  const dataDir = resolve(options.data ?? settings.DATA_DIR ?? join(rootDir, 'var', options.profile));
  const port = options.port ?? settings.PORT;
  return {
    rootDir,
    dataDir,
    profile: options.profile,
    demo: !production && !options.empty,
    production,
    port,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${port}`,
    databaseUrl: settings.DATABASE_URL,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL,
    secretKey: settings.SECRET_KEY ?? ownSecret(dataDir),
    smtp: settings.SMTP_HOST
      ? { host: settings.SMTP_HOST, port: settings.SMTP_PORT, user: settings.SMTP_USER, pass: settings.SMTP_PASS, from: settings.SMTP_FROM }
      : undefined,
    s3: s3From(settings),
    ownOnlineFiling: settings.OWN_ONLINE_FILING,
    trustProxy: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
  };
}

function readSwitches(args: string[]) {
  try {
    const { values } = parseArgs({ args, options: switches, allowPositionals: true });
    const profile = values.profile ?? '2026';
    if (profile !== '2021' && profile !== '2026') throw new Error(`--profile là 2021 hoặc 2026, không phải «${profile}»`);
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535))
      throw new Error(`--port là số từ 0 đến 65535, không phải «${values.port}»`);
    return { profile: profile as ProfileId, port, data: values.data, empty: values.empty };
  } catch (error) {
    throw new ConfigError(`Tham số chưa đúng: ${(error as Error).message}`);
  }
}

function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`Biến môi trường chưa đúng:\n${lines.join('\n')}`);
}

function refuseMissing(settings: Environment): void {
  const needed = ['DATABASE_URL', 'PUBLIC_URL', 'SECRET_KEY', 'DATA_DIR', 'SMTP_HOST'] as const;
  const missing = needed.filter((name) => settings[name] === undefined);
  if (missing.length > 0) throw new ConfigError(`NODE_ENV=production nhưng còn thiếu: ${missing.join(', ')}. Xem README, mục «Chạy thật».`);
  if (!settings.PUBLIC_URL?.startsWith('https://')) throw new ConfigError('PUBLIC_URL khi chạy thật phải bắt đầu bằng https://');
}

function s3From(settings: Environment): Config['s3'] {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (!endpoint && !bucket) return undefined;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey)
    throw new ConfigError('S3 cần đủ S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID và S3_SECRET_ACCESS_KEY.');
  return { endpoint, bucket, accessKeyId, secretAccessKey, region: settings.S3_REGION };
}

/** Outside production the secret makes itself on first start and stays with the data it protects. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(dataDir, { recursive: true });
  const secret = randomBytes(48).toString('base64url');
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}

/** Source and bundle lie at different depths; the folder with package.json is the root of both. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
