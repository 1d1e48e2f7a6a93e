import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '#config';
import { startEmbedded } from './embedded.ts';

type Print = (line: string) => void;

/**
 * Backs up database, files and keys into one tar (sao lưu). The database is dumped first, so every file it names is in the copy.
 * Needs pg_dump 15 or newer on the machine: the embedded server brings none.
 */
export async function backup(config: Config, target: string | undefined, print: Print): Promise<number> {
  if (!target) return complain(print, 'Thiếu tên tệp: bin/motcua backup /noi/khac/motcua.tar');
  return withOwner(config, async (url) => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-backup-'));
    try {
      const dump = join(folder, 'database.dump');
      if (!run(print, 'pg_dump', ['--format=custom', `--file=${dump}`, '--no-owner', url])) return 1;
      const kept = ['files', 'secret.key', 'audit-anchors.log'].filter((name) => existsSync(join(config.dataDir, name)));
      if (!run(print, 'tar', ['-cf', target, '-C', folder, 'database.dump', '-C', config.dataDir, ...kept])) return 1;
      print(`Đã sao lưu vào ${target}. Trong tệp có khóa bí mật: cất nơi khóa được, ngoài máy này.`);
      return 0;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Puts a backup back into an empty data folder (phục hồi); refuses one that already has dossiers' files. */
export async function restore(config: Config, source: string | undefined, print: Print): Promise<number> {
  if (!source || !existsSync(source)) return complain(print, `Không thấy tệp sao lưu «${source ?? ''}».`);
  if (existsSync(join(config.dataDir, 'files'))) return complain(print, `${config.dataDir} đã có dữ liệu. Phục hồi vào thư mục trống: --data THƯ_MỤC`);
  return withOwner(config, async (url) => {
    if (!run(print, 'tar', ['-xf', source, '-C', config.dataDir])) return 1;
    const dump = join(config.dataDir, 'database.dump');
    const done = run(print, 'pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${url}`, dump]);
    await rm(dump, { force: true });
    if (done) print('Đã phục hồi. Chạy bin/motcua audit verify để kiểm tra nhật ký.');
    return done ? 0 : 1;
  });
}

async function withOwner(config: Config, work: (url: string) => Promise<number>): Promise<number> {
  if (config.databaseUrl) return work(config.databaseOwnerUrl ?? config.databaseUrl);
  const server = await startEmbedded(config.dataDir);
  try {
    return await work(server.ownerUrl);
  } finally {
    if (!server.takenOver) await server.stop();
  }
}

function run(print: Print, program: string, args: string[]): boolean {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.error) print(`Không chạy được ${program}: cài gói postgresql-client (15 trở lên) rồi thử lại.`);
  else if (done.status !== 0) print(done.stderr);
  return done.status === 0;
}

function complain(print: Print, words: string): number {
  print(words);
  return 2;
}
