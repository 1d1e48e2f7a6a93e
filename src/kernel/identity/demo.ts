import type { Role } from './actor.ts';
import { listAccounts } from './accounts.ts';
import { hashPassword } from './passwords.ts';
import type { Room } from './room.ts';
import { normalLogin } from './sign-in.ts';
import { findByLogin, insertAccount, insertAssignment } from './store/accounts.ts';
import { codeOfStep, newTotpSecret, stepAt } from './totp.ts';

/** The password of every demo account; shown on the demo page, and of no use anywhere else. */
export const demoPassword = 'nuoc-chay-da-mon';

export type DemoAccount = { login: string; name: string; unitId: string; unitName: string; title: string; roles: readonly Role[]; validFrom?: string };

/** Adds demo accounts that are not there yet, each with an authenticator whose codes the demo page shows. Answers how many were added. */
export async function addDemoAccounts(room: Room, accounts: readonly DemoAccount[]): Promise<number> {
  if (!room.demo) throw new Error('demo accounts exist only in the demo province');
  const passwordHash = await hashPassword(demoPassword);
  return room.db.transaction(async () => {
    let added = 0;
    for (const account of accounts) added += await addDemoAccount(room, account, passwordHash);
    return added;
  });
}

async function addDemoAccount(room: Room, { login, name, validFrom = '2020-01-01', ...position }: DemoAccount, passwordHash: string): Promise<number> {
  const id = crypto.randomUUID();
  const totpSecret = room.secrets.seal('totp', newTotpSecret(), id);
  const account = { id, login: normalLogin(login), name, passwordHash, totpSecret, mustChangePassword: false, demo: true, at: room.now() };
  if ((await insertAccount(room.db, account)) === 0) return 0;
  await insertAssignment(room.db, { id: crypto.randomUUID(), accountId: id, ...position, validFrom, validTo: null });
  return 1;
}

/** A code that will be accepted now; undefined when those of this half minute are spent, then `waitSeconds` says how long. */
export type DemoCode = { code: string | undefined; waitSeconds: number };

/** The current code of a demo account; undefined for any other account, and always outside the demo province. */
export async function demoCode(room: Room, login: string): Promise<DemoCode | undefined> {
  const account = room.demo ? await findByLogin(room.db, normalLogin(login)) : undefined;
  if (!account?.demo || !account.totpSecret) return undefined;
  const now = room.now();
  // Each code is good once, and one step ahead is accepted: so whoever signs in twice in half a minute is shown the next one.
  const step = Math.max(stepAt(now), (account.totpLastStep ?? 0) + 1);
  const early = step - stepAt(now) - 1;
  if (early > 0) return { code: undefined, waitSeconds: Math.ceil((step - 1) * 30 - now.getTime() / 1000) };
  return { code: codeOfStep(room.secrets.open('totp', account.totpSecret, account.id), step), waitSeconds: 0 };
}

export type DemoLine = DemoCode & { login: string; name: string; unitName: string; title: string; roles: readonly Role[] };

/** Every demo account with its current code, by unit; empty outside the demo province. */
export async function demoAccounts(room: Room): Promise<DemoLine[]> {
  if (!room.demo) return [];
  const accounts = await listAccounts(room, { demoOnly: true, limit: 500 });
  return Promise.all(
    accounts.map(async ({ login, name, unitName, title, roles }) => ({
      login,
      name,
      unitName: unitName ?? '',
      title: title ?? '',
      roles: roles ?? [],
      ...((await demoCode(room, login)) ?? { code: undefined, waitSeconds: 0 }),
    })),
  );
}
