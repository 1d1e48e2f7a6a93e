import { sessionToken, setSessionCookie } from '#kernel/identity/index.ts';
import { type Ctx, first, queryText, readForm } from '#kernel/web/index.ts';
import { localPath } from '../next-page.ts';
import { EnrolmentPage, RecoveryCodesPage } from './enrolment.page.tsx';

/** The QR to scan with an authenticator app; whoever has one enrolled already goes on. */
export async function showEnrolment(c: Ctx) {
  const next = localPath(queryText(c, 'tiep'));
  const enrolment = await c.var.platform.identity.beginEnrolment(sessionToken(c));
  return enrolment ? c.html(<EnrolmentPage enrolment={enrolment} next={next} />) : c.redirect(next, 303);
}

export async function enrol(c: Ctx) {
  const { identity } = c.var.platform;
  const { values } = await readForm(c);
  const next = localPath(first(values, 'tiep'));
  const token = sessionToken(c);
  const enrolment = await identity.beginEnrolment(token);
  if (!enrolment || !token) return c.redirect(next, 303);
  const result = await identity.finishEnrolment(token, first(values, 'code'));
  if (!result.ok) return c.html(<EnrolmentPage enrolment={enrolment} next={next} error={result.error} />, 422);
  setSessionCookie(c, result.token);
  c.header('cache-control', 'no-store');
  return c.html(<RecoveryCodesPage codes={result.recoveryCodes} next={next} />);
}
