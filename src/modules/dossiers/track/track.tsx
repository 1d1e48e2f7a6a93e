import { fileResponse } from '#kernel/files/index.ts';
import { callerAddress, dossierOpenFor, openDossierFor, openLotFor } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, first, notFound, queryText, readForm, shorten } from '#kernel/web/index.ts';
import { countGroups, countsInWords } from '../lots/standing.ts';
import { countsOfLot, lotByCode } from '../store/lots.ts';
import { readDossierCode } from '../dossier-code.ts';
import { readPhone } from '../phone.ts';
import { type Answers, procedureVersion, retype } from '../procedures/index.ts';
import { type Dossier, dossierByCode, dossierById, eventsOf, supplementItemsOf } from '../store/read.ts';
import { pictureOf } from '../sign/picture.ts';
import { renewings } from '../renew/may-renew.ts';
import { permitsOfDossier } from '../store/permits.ts';
import { resultsOf } from '../store/results.ts';
import { slipsOf } from '../store/slips.ts';
import { readSupplement, type Unfinished } from '../supplement/read-supplement.ts';
import { supplement } from '../supplement/supplement.ts';
import { markFetched } from '../give-back/give-back.ts';
import { withdraw } from '../late/late.ts';
import { AskPage, ProgressPage, TrackPage } from './track.page.tsx';

const citizen = { kind: 'anyone' } as const;

/** GET /tra-cuu: asks for code and phone; with a code alone it tells only how far the dossier is (TT 01/2018 Đ16). */
export async function showTrack(c: Ctx): Promise<Response> {
  const typed = queryText(c, 'ma');
  const code = readDossierCode(typed)?.code;
  if (!code)
    return c.html(<AskPage code={typed} error={typed ? 'Mã này không phải mã hồ sơ. Mã có dạng như trên giấy hẹn, ví dụ H55.368-261123-0001.' : undefined} />);
  const { platform } = c.var;
  const looked = await platform.identity.lookUp({ ip: callerAddress(c), code }, () => progressOf(platform, code));
  if (!looked.ok) return c.html(<AskPage code={code} error={sorry(looked)} />, looked.reason === 'too-many' ? 429 : 404);
  return c.html(<ProgressPage code={code} {...looked.found} />);
}

/** How far a dossier or a whole lot is: codes of both come from one series. */
async function progressOf({ db, profile }: Platform, code: string): Promise<{ state: string; lot: boolean } | undefined> {
  const dossier = await dossierByCode(db, code);
  if (dossier) return { state: profile.rules.states.names[dossier.state] ?? dossier.state, lot: false };
  const lot = await lotByCode(db, code);
  return lot && { state: countsInWords(countGroups(await countsOfLot(db, lot.id))), lot: true };
}

/** POST /tra-cuu: code and phone open the dossier or lot on this browser for half an hour. */
export async function track(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const { values } = await readForm(c);
  const code = readDossierCode(first(values, 'ma'))?.code ?? shorten(first(values, 'ma').toUpperCase(), 60);
  const phone = readPhone(first(values, 'phone'));
  const looked = await platform.identity.lookUp({ ip: callerAddress(c), code }, async (): Promise<{ dossier: string } | { lot: string } | undefined> => {
    const dossier = phone ? await dossierByCode(platform.db, code) : undefined;
    if (dossier) return dossier.applicantPhone === phone ? { dossier: dossier.id } : undefined;
    const lot = phone ? await lotByCode(platform.db, code) : undefined;
    return lot && lot.applicantPhone === phone ? { lot: lot.id } : undefined;
  });
  if (!looked.ok)
    return c.html(<AskPage code={first(values, 'ma')} phone={first(values, 'phone')} error={sorry(looked)} />, looked.reason === 'too-many' ? 429 : 404);
  if ('lot' in looked.found) openLotFor(c, looked.found.lot);
  else openDossierFor(c, looked.found.dossier);
  return c.redirect('lot' in looked.found ? '/tra-cuu/lo' : '/tra-cuu/ho-so', 303);
}

function sorry(looked: { reason: 'not-found' } | { reason: 'too-many'; waitSeconds: number }): string {
  if (looked.reason === 'too-many') return `Tra cứu quá nhiều lần. Hãy chờ ${Math.ceil(looked.waitSeconds / 60)} phút rồi thử lại.`;
  return 'Không có hồ sơ với mã và số điện thoại này. Xem lại từng số; dùng số điện thoại đã khai khi nộp.';
}

/** The dossier open on this browser; undefined after half an hour, or before code and phone were given. */
async function openHere(c: Ctx): Promise<Dossier | undefined> {
  const id = dossierOpenFor(c);
  return id ? dossierById(c.var.platform.db, id) : undefined;
}

/** GET /tra-cuu/ho-so: where the dossier is, what is asked of the citizen, and the result to take. */
export async function showDossier(c: Ctx): Promise<Response> {
  const dossier = await openHere(c);
  return dossier ? drawTrack(c, dossier, {}) : c.redirect('/tra-cuu', 303);
}

type Extra = Partial<Unfinished> & { error?: string; done?: string };

async function drawTrack(c: Ctx, dossier: Dossier, extra: Extra): Promise<Response> {
  const { db, organisations, profile, ...platform } = c.var.platform;
  const [procedure, events, items, slips, results, permits] = await Promise.all([
    procedureVersion(db, dossier.procedureId),
    eventsOf(db, dossier.id),
    supplementItemsOf(db, dossier.id),
    slipsOf(db, dossier.id),
    resultsOf(db, dossier.id),
    permitsOfDossier(db, dossier.id),
  ]);
  const page = {
    dossier,
    procedure,
    events,
    slips,
    results: results.filter(({ sealedAt }) => sealedAt),
    permits,
    renewing: await renewings(c.var.platform, permits),
    asked: dossier.state === 'awaiting-supplement' ? items.filter(({ round }) => round === dossier.supplements) : [],
    typed: extra.typed ?? retype(procedure.form, dossier.form as Answers),
    kept: extra.kept ?? [],
    errors: extra.errors ?? {},
    error: extra.error,
    done: extra.done,
    unitName: (id: string | null) => (id ? organisations.issuingName(id) : ''),
    stateNames: profile.rules.states.names,
    slipNames: Object.fromEntries(profile.rules.slips.map(({ kind, name }) => [kind, name])),
    now: platform.now(),
  };
  return c.html(<TrackPage {...page} />, extra.errors || extra.error ? 422 : 200);
}

/** POST /tra-cuu/ho-so/bo-sung: the citizen corrects the marked fields and sends the marked papers again. */
export async function sendSupplement(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const dossier = await openHere(c);
  if (!dossier) return c.redirect('/tra-cuu', 303);
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  const read = await readSupplement(platform, dossier, procedure, await readForm(c));
  if ('errors' in read) return drawTrack(c, dossier, read);
  const outcome = await supplement(platform, citizen, { id: dossier.id, revision: dossier.revision }, read);
  if (!outcome) return notFound(c);
  return 'done' in outcome ? c.redirect('/tra-cuu/ho-so', 303) : drawTrack(c, dossier, { error: outcome.refusal });
}

/** POST /tra-cuu/ho-so/rut: the citizen takes the request back. */
export async function sendOwnWithdraw(c: Ctx): Promise<Response> {
  const dossier = await openHere(c);
  if (!dossier) return c.redirect('/tra-cuu', 303);
  const { values } = await readForm(c);
  const outcome = await withdraw(c.var.platform, citizen, { id: dossier.id, revision: dossier.revision }, { reason: shorten(first(values, 'reason'), 1000) });
  if (!outcome) return notFound(c);
  return 'done' in outcome ? c.redirect('/tra-cuu/ho-so', 303) : drawTrack(c, dossier, { error: outcome.refusal });
}

/** GET /tra-cuu/ho-so/ket-qua/:result: the sealed PDF, for the browser that has opened its dossier. */
export async function downloadResult(c: Ctx): Promise<Response> {
  const dossier = await openHere(c);
  if (!dossier) return c.redirect('/tra-cuu', 303);
  const result = (await resultsOf(c.var.platform.db, dossier.id)).find(({ id }) => id === c.req.param('result'));
  if (!result?.sealedAt || !result.fileHash) return notFound(c);
  const file = await c.var.platform.files.open(result.fileHash);
  if (file) await markFetched(c.var.platform, dossier);
  return file ? fileResponse(file, `${dossier.code}.pdf`) : notFound(c);
}

/** GET /tra-cuu/ho-so/ket-qua/:result/anh: the sealed result as a picture for the phone; one that was taken back has none any more. */
export async function downloadPicture(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const dossier = await openHere(c);
  if (!dossier) return c.redirect('/tra-cuu', 303);
  const result = (await resultsOf(platform.db, dossier.id)).find(({ id }) => id === c.req.param('result'));
  const picture = result && !result.revokedAt ? await pictureOf(platform, dossier, result) : undefined;
  if (!picture) return notFound(c);
  await markFetched(platform, dossier);
  const name = `${dossier.code}${result && result.position > 1 ? `-${result.position}` : ''}.png`;
  return new Response(picture as BodyInit, {
    headers: { 'content-type': 'image/png', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store' },
  });
}
