import { type Ctx, first, notFound, queryText, readForm, shorten } from '#kernel/web/index.ts';
import type { AccountLine } from '#kernel/identity/index.ts';
import { AccountPage, TemporaryPasswordPage } from './account.page.tsx';
import { AccountsPage } from './accounts.page.tsx';

const perPage = 50;

/** Accounts (tài khoản cán bộ), found by name, login, unit or title. */
export async function listAccounts(c: Ctx) {
  const find = shorten(queryText(c, 'tim'), 100);
  const page = Math.min(1000, Math.max(1, Math.trunc(Number(queryText(c, 'trang'))) || 1));
  const found = await c.var.platform.identity.listAccounts({ find, limit: perPage + 1, offset: (page - 1) * perPage });
  return c.html(<AccountsPage actor={c.var.actor} find={find} page={page} accounts={found.slice(0, perPage)} more={found.length > perPage} />);
}

export async function showAccount(c: Ctx) {
  const account = await findAccount(c);
  return account ? c.html(<AccountPage actor={c.var.actor} account={account} own={isOwn(c, account.id)} />) : notFound(c);
}

/** Ends a lock (mở khoá) and enables a closed account. */
export async function unlockAccount(c: Ctx) {
  const account = await findAccount(c);
  if (!account) return notFound(c);
  await c.var.platform.identity.unlock(account, c.var.actor);
  return c.redirect(`/quan-tri/tai-khoan/${account.id}`, 303);
}

/** Closes an account (khoá hẳn) with a reason; nobody closes their own. */
export async function disableAccount(c: Ctx) {
  const account = await findAccount(c);
  if (!account) return notFound(c);
  const why = shorten(first((await readForm(c)).values, 'why'), 300);
  const own = isOwn(c, account.id);
  const error = own ? 'Không tự khoá tài khoản của mình được.' : why ? undefined : 'Hãy ghi lý do, ví dụ: nghỉ hưu, chuyển công tác.';
  if (error) return c.html(<AccountPage actor={c.var.actor} account={account} own={own} error={error} />, 422);
  await c.var.platform.identity.disable(account.id, why, c.var.actor);
  return c.redirect(`/quan-tri/tai-khoan/${account.id}`, 303);
}

export async function endAccountSessions(c: Ctx) {
  const account = await findAccount(c);
  if (!account) return notFound(c);
  await c.var.platform.identity.endSessions(account.id, c.var.actor);
  return c.redirect(isOwn(c, account.id) ? '/can-bo/dang-nhap' : `/quan-tri/tai-khoan/${account.id}`, 303);
}

/** A forgotten password (quên mật khẩu): a temporary one, shown once. */
export async function resetPassword(c: Ctx) {
  const account = await findAccount(c);
  if (!account || account.demo) return notFound(c);
  return showTemporary(c, account, await c.var.platform.identity.resetPassword(account.id, c.var.actor));
}

/** A lost phone (mất điện thoại): the next sign-in enrols another authenticator. */
export async function resetAuthenticator(c: Ctx) {
  const account = await findAccount(c);
  if (!account || account.demo) return notFound(c);
  return showTemporary(c, account, await c.var.platform.identity.resetAuthenticator(account.id, c.var.actor));
}

function showTemporary(c: Ctx, account: AccountLine, password: string) {
  c.header('cache-control', 'no-store');
  return c.html(<TemporaryPasswordPage actor={c.var.actor} account={account} password={password} />);
}

function findAccount(c: Ctx) {
  const id = c.req.param('account') ?? '';
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? c.var.platform.identity.accountById(id) : Promise.resolve(undefined);
}

function isOwn(c: Ctx, accountId: string): boolean {
  return c.var.actor.kind === 'officer' && c.var.actor.accountId === accountId;
}
