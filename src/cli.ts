import { join } from 'node:path';
import { ConfigError, readConfig } from '#config';
import { auditCommand } from '#kernel/audit/cli.ts';
import { openDatabase } from '#kernel/db/open-database.ts';
import { userCommand, userUsage } from '#kernel/identity/cli.ts';
import { credentialsCommand, credentialsUsage } from '#kernel/credentials/cli.ts';
import { backup, restore } from '#kernel/db/backup.ts';
import { demoCommand, figuresCommand, proceduresCommand, reissuesOf } from '#modules/dossiers/cli.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const usage = `bin/motcua <lệnh>   (thêm --profile 2021|2026, --data DIR như bin/start)

  migrate                              đưa cơ sở dữ liệu lên phiên bản mới (DATABASE_OWNER_URL)
  procedures import FILE.csv           nạp sổ đăng ký quốc gia làm bản nháp tìm kiếm được
  procedures check|simulate|publish [THƯ MỤC]
  procedures list | retire MÃ
  audit verify|anchor                  tìm bản ghi bị sửa, mất, đảo; ghi mốc ra ngoài
  demo passes SỐ                       nộp SỐ hồ sơ mẫu xin giấy đi đường (chỉ ở tỉnh mẫu)
  figures recount                      đếm lại mọi ngày của bảng giấy phép từ sổ gốc
  backup TỆP | restore TỆP             sao lưu và phục hồi cơ sở dữ liệu và tệp
${credentialsUsage}
${userUsage}`;

type Command = (platform: OpenPlatform, args: string[]) => Promise<number>;

const commands: Record<string, Command> = {
  migrate: async () => 0,
  procedures: (platform, args) => proceduresCommand(platform, args, { folder: join(platform.config.rootDir, 'data/procedures'), print }),
  credentials: (platform, args) =>
    credentialsCommand(args, { ...platform, unit: (id) => platform.organisations.find(id), print, reissues: reissuesOf(platform) }),
  demo: (platform, args) => demoCommand(platform, args, { print }),
  figures: (platform, args) => figuresCommand(platform, args, { print }),
  audit: (platform, args) => auditCommand(args, { audit: platform.audit, print }),
  user: (platform, args) =>
    userCommand(args, {
      identity: platform.identity,
      unitName: async (id) => (platform.organisations.find(id) ? platform.organisations.issuingName(id) : undefined),
      print,
    }),
};

async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = withoutSwitches(args);
  try {
    const config = readConfig(args.filter((_, i) => isSwitch(args, i)));
    if (name === 'backup' || name === 'restore') return await (name === 'backup' ? backup : restore)(config, rest[0], print);
    const command = commands[name];
    if (!command) {
      print(usage);
      return name === 'help' ? 0 : 2;
    }
    return await withPlatform(config, (platform) => command(platform, rest));
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    return 1;
  }
}

async function withPlatform(config: ReturnType<typeof readConfig>, work: (platform: OpenPlatform) => Promise<number>): Promise<number> {
  const database = await openDatabase(config, { visiting: true });
  const platform = await openPlatform({ ...config, logLevel: 'warn' }, database);
  try {
    return await work(platform);
  } finally {
    await platform.close();
    await database.stop();
  }
}

function print(line: string): void {
  console.log(line);
}

const ownSwitches = ['--profile', '--data'];

/** --profile and --data belong to us, with their values; everything else to the command. */
function isSwitch(args: string[], i: number): boolean {
  return ownSwitches.some((name) => args[i] === name || args[i - 1] === name || args[i]?.startsWith(`${name}=`));
}

function withoutSwitches(args: string[]): string[] {
  return args.filter((_, i) => !isSwitch(args, i));
}

process.exit(await main(process.argv.slice(2)));
