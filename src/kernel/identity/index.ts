export { type Actor, type Officer, type Role, type Rule, allRoles, anyone } from './actor.ts';
export { type Identity, identity } from './identity.ts';
export type { SignInRequest, SignInResult } from './sign-in.ts';
export type { Session, Stage } from './sessions.ts';
export type { AccountForm, AccountLine, Assignment, Created } from './accounts.ts';
export type { OpenSession } from './store/sessions.ts';
export type { Enrolment, EnrolmentResult, PasswordChange } from './own-account.ts';
export { type DemoAccount, type DemoCode, type DemoLine, demoPassword } from './demo.ts';
export { accessMinutes, type LookUp } from './citizen-access.ts';
export { type Allowance, type RateLimit, rateLimit, type Turn } from './rate-limit.ts';
export { type Notes, notesFrom } from './notes.ts';
export {
  callerAddress,
  clearSessionCookie,
  dossierOpenFor,
  lotOpenFor,
  openReminderFor,
  reminderOpenFor,
  openDossierFor,
  openLotFor,
  readActor,
  sessionToken,
  setSessionCookie,
} from './cookies.ts';
