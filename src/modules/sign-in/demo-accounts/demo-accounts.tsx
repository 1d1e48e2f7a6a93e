import { demoPassword } from '#kernel/identity/index.ts';
import { type Ctx, notFound } from '#kernel/web/index.ts';
import { DemoAccountsPage } from './demo-accounts.page.tsx';

/** Demo accounts (tài khoản mẫu) with their current codes, so that a newcomer needs no authenticator; elsewhere there is no such page. */
export async function showDemoAccounts(c: Ctx) {
  const { config, identity } = c.var.platform;
  if (!config.demo) return notFound(c);
  // Codes live half a minute: the browser fetches the page again by itself, without script.
  c.header('refresh', '15');
  c.header('cache-control', 'no-store');
  return c.html(<DemoAccountsPage accounts={await identity.demoAccounts()} password={demoPassword} />);
}
