import type { Verdict } from '#kernel/credentials/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { cleanText, shorten } from '#kernel/web/index.ts';
import type { Seen } from '../store/scans.ts';

/** What the server finds of a scanned text for the moment of the scan, and what is needed to find the paper again. */
export type Judged = { found: string; seen: Seen | null };

/** Judges each text once, however often it was scanned. */
export async function judgeCodes({ credentials }: Platform, codes: Iterable<string>): Promise<(code: string, at: Date) => Judged> {
  const verdicts = new Map<string, Verdict>();
  for (const code of new Set(codes)) verdicts.set(code, await credentials.judge(code));
  return (code, at) => judgeThen(verdicts.get(code) ?? { verdict: 'unreadable' }, at);
}

/** As tolerant as the verifier of clocks that are a little wrong. */
const clockSlack = 10 * 60_000;

/** A paper that has expired since was valid when it was shown; one revoked since counts as revoked, for nobody knows since when the phone could know. */
export function judgeThen({ verdict, claims }: Verdict, at: Date): Judged {
  if (!claims) return { found: verdict, seen: null };
  const { status, number, subject, dossier, issuer, notBefore, expires } = claims;
  const seen = { place: status, number: tidy(number), subject: tidy(subject), dossierCode: tidy(dossier), issuerUnit: tidy(issuer) };
  if (verdict !== 'valid' && verdict !== 'expired' && verdict !== 'not-yet-valid') return { found: verdict, seen };
  if (notBefore.getTime() - clockSlack > at.getTime()) return { found: 'not-yet-valid', seen };
  return { found: expires && expires < at ? 'expired' : 'valid', seen };
}

function tidy(text: string): string {
  return shorten(cleanText(text), 200);
}
