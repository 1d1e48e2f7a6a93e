import type { Config } from '#config';
import type { Audit } from '#kernel/audit/index.ts';
import type { Db } from '#kernel/db/index.ts';
import * as accounts from './accounts.ts';
import type { Actor, Officer } from './actor.ts';
import * as citizens from './citizen-access.ts';
import * as demo from './demo.ts';
import * as own from './own-account.ts';
import { rateLimit } from './rate-limit.ts';
import type { Room } from './room.ts';
import { secretsFrom } from './secrets.ts';
import * as sessions from './sessions.ts';
import { signIn, type SignInRequest } from './sign-in.ts';
import type { AccountFilter } from './store/list.ts';

export type Identity = ReturnType<typeof identity>;

/** Who is who: accounts, sign-in, sessions, and a citizen's access to one dossier. */
export function identity(db: Db, config: Pick<Config, 'secretKey' | 'demo'>, now: () => Date, audit: Pick<Audit, 'record'>) {
  const room: Room = { db, secrets: secretsFrom(config.secretKey), audit, limits: rateLimit(), demo: config.demo, now };
  return {
    ...signingIn(room),
    ...keepingAccounts(room),
    /** Shared with other rooms that limit tries. */
    limits: room.limits,
    lookUp: <T>(asked: { ip: string; code: string }, find: () => Promise<T | undefined>) => citizens.lookUp(room, asked, find),
    grantAccess: (dossierId: string) => citizens.grantAccess(room, dossierId),
    accessTo: (note: string | undefined) => citizens.accessTo(room, note),
    addDemoAccounts: (list: readonly demo.DemoAccount[]) => demo.addDemoAccounts(room, list),
    demoAccounts: () => demo.demoAccounts(room),
    demoCode: (login: string) => demo.demoCode(room, login),
  };
}

function signingIn(room: Room) {
  return {
    signIn: (request: SignInRequest) => signIn(room, request),
    signOut: (token: string | undefined) => sessions.signOut(room, token),
    actorOf: (token: string | undefined) => sessions.actorOf(room, token),
    sessionOf: (token: string | undefined) => sessions.sessionOf(room, token),
    sessionsOf: (accountId: string, token?: string) => sessions.sessionsOf(room, accountId, token),
    endOwnSession: (officer: Officer, sessionId: string) => sessions.endOwnSession(room, officer, sessionId),
    openSession: (accountId: string) => sessions.openSession(room, accountId),
    changeOwnPassword: (token: string, typed: { current: string; next: string }) => own.changeOwnPassword(room, token, typed),
    beginEnrolment: (token: string | undefined) => own.beginEnrolment(room, token),
    finishEnrolment: (token: string, code: string) => own.finishEnrolment(room, token, code),
  };
}

function keepingAccounts(room: Room) {
  return {
    createAccount: (form: accounts.AccountForm, by: Actor) => accounts.createAccount(room, form, by),
    assign: (accountId: string, assignment: accounts.Assignment, by: Actor) => accounts.assign(room, accountId, assignment, by),
    unassign: (accountId: string, lastDay: string, by: Actor) => accounts.unassign(room, accountId, lastDay, by),
    resetPassword: (accountId: string, by: Actor) => accounts.resetPassword(room, accountId, by),
    resetAuthenticator: (accountId: string, by: Actor) => accounts.resetAuthenticator(room, accountId, by),
    unlock: (account: { id: string; login: string }, by: Actor) => accounts.unlock(room, account, by),
    disable: (accountId: string, why: string, by: Actor) => accounts.disable(room, accountId, why, by),
    endSessions: (accountId: string, by: Actor) => accounts.endSessions(room, accountId, by),
    listAccounts: (filter?: AccountFilter) => accounts.listAccounts(room, filter),
    accountByLogin: (login: string) => accounts.accountByLogin(room, login),
    accountById: (id: string) => accounts.accountById(room, id),
    officerNow: (accountId: string) => accounts.officerNow(room, accountId),
    tidy: () => accounts.tidy(room),
  };
}
