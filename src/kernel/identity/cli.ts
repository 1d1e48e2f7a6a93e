import { parseArgs } from 'node:util';
import type { AccountLine } from './accounts.ts';
import { allRoles, program, type Role } from './actor.ts';
import type { Identity } from './identity.ts';

/** What `bin/motcua user` needs: who is who, the name of a unit by its id, and where to print. */
export type UserTools = { identity: Identity; unitName(unitId: string): Promise<string | undefined>; print(line: string): void };

export const userUsage = `bin/motcua user add <login> --name "Họ và tên" --unit <mã đơn vị> --title "Chức vụ" --roles desk,clerk
bin/motcua user assign <login> --unit <mã đơn vị> --title "Chức vụ" --roles desk [--from 2026-07-01] [--to 2026-12-31]
bin/motcua user password <login>        mật khẩu tạm mới; phải đổi khi đăng nhập
bin/motcua user authenticator <login>   mất điện thoại: ghi danh lại ứng dụng tạo mã, kèm mật khẩu tạm mới
bin/motcua user unlock <login>          mở khoá, mở lại tài khoản đã đóng
bin/motcua user disable <login> [--why "lý do"]
bin/motcua user list [chữ cần tìm]
bin/motcua user code <login>            mã hiện tại, chỉ của tài khoản mẫu
Vai trò: ${allRoles.join(', ')}`;

const commandLine = program('bin/motcua user');

const options = {
  name: { type: 'string', default: '' },
  unit: { type: 'string', default: '' },
  title: { type: 'string', default: '' },
  roles: { type: 'string', default: '' },
  why: { type: 'string', default: 'Quản trị đóng' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** Runs one `bin/motcua user …` command; answers the exit code. */
export async function userCommand(args: string[], tools: UserTools): Promise<number> {
  const { verb = '', login = '', values } = readArguments(args);
  if (verb === 'list') return list(tools, login);
  if (verb === 'add') return add(tools, login, values);
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) return fail(tools, userUsage);
  const account = await tools.identity.accountByLogin(login);
  return account ? act(tools, account, values) : fail(tools, `Không có tài khoản «${login}».`);
}

function readArguments(args: string[]): { verb?: string; login?: string; values: Options } {
  try {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    return { verb: positionals[0], login: positionals[1], values };
  } catch {
    return { values: parseArgs({ args: [], options }).values };
  }
}

const verbs: Record<string, (tools: UserTools, account: AccountLine, values: Options) => Promise<number>> = {
  assign,
  async password({ identity, print }, { id, login }) {
    print(`Mật khẩu tạm của ${login}: ${await identity.resetPassword(id, commandLine)}`);
    return 0;
  },
  async authenticator({ identity, print }, { id, login }) {
    print(`Mật khẩu tạm của ${login}: ${await identity.resetAuthenticator(id, commandLine)}. Lần đăng nhập tới sẽ ghi danh lại ứng dụng tạo mã.`);
    return 0;
  },
  async unlock({ identity, print }, account) {
    await identity.unlock(account, commandLine);
    print(`Đã mở khoá ${account.login}.`);
    return 0;
  },
  async disable({ identity, print }, { id, login }, { why }) {
    await identity.disable(id, why, commandLine);
    print(`Đã đóng ${login}.`);
    return 0;
  },
  async code(tools, { login }) {
    const demo = await tools.identity.demoCode(login);
    if (!demo) return fail(tools, `«${login}» không phải tài khoản mẫu.`);
    tools.print(demo.code ?? `Mã của lúc này đã dùng; đợi ${demo.waitSeconds} giây.`);
    return 0;
  },
};

async function add(tools: UserTools, login: string, values: Options): Promise<number> {
  const position = await readPosition(tools, values);
  if (typeof position === 'string') return fail(tools, position);
  const made = await tools.identity.createAccount({ login, name: values.name }, commandLine);
  if (!made.ok) return fail(tools, Object.values(made.errors).join('\n'));
  await tools.identity.assign(made.id, position, commandLine);
  tools.print(`Đã tạo ${made.login}. Mật khẩu tạm: ${made.temporaryPassword}`);
  return 0;
}

async function assign(tools: UserTools, { id, login }: AccountLine, values: Options): Promise<number> {
  const position = await readPosition(tools, values);
  if (typeof position === 'string') return fail(tools, position);
  await tools.identity.assign(id, position, commandLine);
  tools.print(`${login}: ${position.title}, ${position.unitName}.`);
  return 0;
}

async function readPosition(tools: UserTools, { unit, title, roles: typed, from, to }: Options) {
  const roles = typed.split(',').filter(Boolean);
  const unitName = await tools.unitName(unit);
  const badDay = [from, to].find((day) => day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day));
  if (!unitName) return `--unit: không có đơn vị «${unit}».`;
  if (!title) return '--title: cần chức vụ.';
  if (roles.length === 0 || !roles.every(isRole)) return `--roles: chọn trong ${allRoles.join(', ')}.`;
  if (badDay) return `Ngày viết như 2026-07-01, không phải «${badDay}».`;
  return { unitId: unit, unitName, title, roles: roles.filter(isRole), validFrom: from, validTo: to };
}

function isRole(text: string): text is Role {
  return allRoles.some((role) => role === text);
}

async function list({ identity, print }: UserTools, find: string): Promise<number> {
  for (const { login, name, unitName, title, roles, disabledAt, lockedUntil } of await identity.listAccounts({ find, limit: 1000 })) {
    const state = disabledAt ? 'đã đóng' : lockedUntil ? 'tạm khoá' : 'dùng được';
    print([login, name, title ?? '–', unitName ?? '–', (roles ?? []).join(','), state].join('\t'));
  }
  return 0;
}

function fail({ print }: UserTools, words: string): number {
  print(words);
  return 1;
}
