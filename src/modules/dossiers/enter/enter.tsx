import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, first, type FormValues, notFound, queryText, readForm } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { addButton, askedAtDesk, papersFor, type ProcedureVersion, publishedProcedure, searchProcedures } from '../procedures/index.ts';
import { isId } from '../ids.ts';
import { renewalAtDesk } from '../renew/at-desk.ts';
import { sendFiling } from '../renew/send.ts';
import { issueSlip } from '../slips/issue.ts';
import { findDossier } from '../store/read.ts';
import { keepSent } from '../submit/kept-papers.ts';
import { readFiling, readTyping, receivingUnits, type Typing } from '../submit/filing.ts';
import type { Filing } from '../submit/submit.ts';
import { ChoosePage, EnterPage } from './enter.page.tsx';
import { readIdentityCard, typedFromCard } from './identity-card.ts';

/** GET /can-bo/nhap: which procedure the person at the desk needs. */
export async function chooseProcedure(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const text = queryText(c, 'q');
  const { level } = platform.organisations.unit(officer.unitId);
  const { found } = await searchProcedures(platform.db, { text, level: level === 'agency' ? 'province' : level, on: platform.now() });
  const procedures = found.flatMap(({ code, name, edition }) => (edition ? [{ code, name, plain: edition.plain }] : []));
  return c.html(<ChoosePage officer={officer} procedures={procedures} text={text} />);
}

/** GET /can-bo/nhap/:procedure: the same form as the citizen's, with the identity card first; `gia-han` names a permit that is to be renewed. */
export async function showEntry(c: Ctx): Promise<Response> {
  const procedure = await openHere(c);
  if (!procedure) return notFound(c);
  const page = { officer: officerOf(c), procedure, typing: readTyping(c.var.platform, {}) };
  const permit = queryText(c, 'gia-han');
  if (!permit) return c.html(<EnterPage {...page} />);
  const renewal = isId(permit) ? await renewalAtDesk(c.var.platform, page.officer, procedure, permit) : undefined;
  if (!renewal) return notFound(c);
  if ('refusal' in renewal) return c.html(<EnterPage {...page} errors={{ renewal: renewal.refusal }} />, 409);
  return c.html(<EnterPage {...page} typing={renewal.typing} renews />);
}

/** POST /can-bo/nhap/:procedure: a scanned card fills the form; «tiếp nhận» enters the dossier and prints its receipt. */
export async function sendEntry(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const procedure = await openHere(c);
  if (!procedure) return notFound(c);
  const sent = await readForm(c);
  const typing = readTyping(platform, sent.values);
  const page = { officer, procedure, typing };
  const trouble = await keepSent(platform, procedure, sent, typing);
  if (trouble) return c.html(<EnterPage {...page} errors={trouble} />, 422);
  if (first(sent.values, 'step') === 'scan') return scanned(c, page);
  if (sent.values[addButton]) return c.html(<EnterPage {...page} />);
  const reading = readFiling(platform, procedure, typing, 'desk', officer.unitId);
  if ('errors' in reading) return c.html(<EnterPage {...page} {...reading} />, 422);
  const entered = await enter(platform, officer, reading.filing, sent.values);
  return 'id' in entered ? c.redirect(`/can-bo/ho-so/${entered.id}?xong=enter`, 303) : c.html(<EnterPage {...page} errors={{ unit: entered.refusal }} />, 409);
}

function scanned(c: Ctx, page: { officer: Officer; procedure: ProcedureVersion; typing: Typing }): Response | Promise<Response> {
  const card = readIdentityCard(first(page.typing.values, 'card'));
  if ('error' in card) return c.html(<EnterPage {...page} errors={{ card: card.error }} />, 422);
  const typing = { ...page.typing, values: { ...page.typing.values, ...typedFromCard(card), card: [''] } };
  return c.html(<EnterPage {...page} typing={typing} />);
}

/** The procedure named in the address, when this officer's unit receives it today. */
async function openHere(c: Ctx): Promise<ProcedureVersion | undefined> {
  const { platform } = c.var;
  const procedure = await publishedProcedure(platform.db, c.req.param('procedure') ?? '', platform.now());
  const here = procedure && receivingUnits(platform, procedure).some(({ id }) => id === officerOf(c).unitId);
  return here ? { ...procedure, form: askedAtDesk(procedure.form) } : undefined;
}

/** Enters a dossier for a person at the desk (nhập tại bàn): received at once, with its receipt, in one transaction. */
function enter(platform: Platform, officer: Officer, filing: Filing, values: FormValues): Promise<{ id: string } | { refusal: string }> {
  return platform.db.transaction(async () => {
    const written = await sendFiling(platform, officer, { ...filing, papers: [...filing.papers, ...seenPapers(filing, values.seen ?? [])] }, values);
    if ('refusal' in written) return written;
    const dossier = await findDossier(platform.db, written.id, officer);
    if (!dossier) return { refusal: 'Biểu mẫu này đã được dùng cho một hồ sơ khác. Hãy mở biểu mẫu mới.' };
    if (written.fresh) await issueSlip(platform, 'receipt', { dossier, procedure: filing.procedure, at: platform.now() }, officer);
    return { id: dossier.id };
  });
}

/** Papers looked at across the desk: recorded as seen, with no file. */
function seenPapers(filing: Filing, seen: readonly string[]) {
  const sent = new Set(filing.papers.map(({ paper }) => paper));
  return papersFor(filing.procedure, filing.answers, 'desk')
    .filter(({ id }) => seen.includes(id) && !sent.has(id))
    .map(({ id, name }) => ({ paper: id, position: 0, name, fileHash: null, fileType: null, fileSize: null }));
}
