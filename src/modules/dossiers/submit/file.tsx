import { dueAt } from '#kernel/calendar/index.ts';
import { anyone } from '#kernel/identity/actor.ts';
import { dossierOpenFor, openDossierFor } from '#kernel/identity/index.ts';
import { type Ctx, first, notFound, readForm } from '#kernel/web/index.ts';
import { filingPlace, takesOnline } from '../filing-place.ts';
import { addButton, feeOf, limitOf, papersFor, type ProcedureVersion, publishedProcedure } from '../procedures/index.ts';
import { sendFiling } from '../renew/send.ts';
import { dropSheet, keepSheet, keptSheet, takeSheet } from '../sheets/keep-sheet.ts';
import { sheetPlan } from '../sheets/plan.ts';
import { sendSheet } from '../sheets/sheets.tsx';
import { dossierById } from '../store/read.ts';
import { ElsewherePage } from './elsewhere.page.tsx';
import { readFiling, readTyping, type Typing } from './filing.ts';
import { formProps } from './form-props.ts';
import { FormPage } from './form.page.tsx';
import { keepSent } from './kept-papers.ts';
import { ReceiptPage } from './receipt.page.tsx';
import { ReviewPage } from './review.page.tsx';
import { saveDraft } from './save.tsx';

/** GET /dich-vu-cong/:procedure/nop: the empty form, or where to go when this province does not take it online itself. */
export async function showForm(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const procedure = await publishedProcedure(platform.db, c.req.param('procedure') ?? '', platform.now());
  if (!procedure) return notFound(c);
  if (!takesOnline(platform, procedure)) return c.html(<ElsewherePage procedure={procedure} place={filingPlace(platform)} />);
  return c.html(<FormPage {...formProps(platform, procedure, readTyping(platform, {}))} />);
}

/** POST /dich-vu-cong/:procedure/nop: review, edit, save for later, or send; the button says which. */
export async function sendForm(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const procedure = await publishedProcedure(platform.db, c.req.param('procedure') ?? '', platform.now());
  if (!procedure) return notFound(c);
  if (!takesOnline(platform, procedure)) return c.html(<ElsewherePage procedure={procedure} place={filingPlace(platform)} />, 409);
  const sent = await readForm(c);
  const typing = readTyping(platform, sent.values);
  const plan = sheetPlan(procedure);
  const refused = plan && (await keepSheet(platform, plan, sent, typing));
  const papers = await keepSent(platform, procedure, sent, typing);
  const trouble = papers || refused ? { ...papers, ...(refused ? { sheet: refused } : {}) } : undefined;
  const step = first(sent.values, 'step');
  if (trouble) return c.html(<FormPage {...formProps(platform, procedure, typing)} errors={trouble} />, 422);
  if (step === 'save') return saveDraft(c, procedure, typing);
  // What was corrected in its rows becomes part of the sheet, whatever comes next.
  if (plan && ['edit', 'save'].includes(step)) await takeSheet(platform, plan, typing);
  if (step === 'drop-sheet') dropSheet(typing);
  if (step === 'drop-sheet' || step === 'edit' || sent.values[addButton]) return c.html(<FormPage {...formProps(platform, procedure, typing)} />);
  if (plan && keptSheet(typing)) return sendSheet(c, procedure, plan, typing, step);
  return step === 'send' ? send(c, procedure, typing) : review(c, procedure, typing);
}

function review(c: Ctx, procedure: ProcedureVersion, typing: Typing): Response | Promise<Response> {
  const { platform } = c.var;
  const reading = readFiling(platform, procedure, typing, 'online', first(typing.values, 'unit'));
  if ('errors' in reading) return c.html(<FormPage {...formProps(platform, procedure, typing)} {...reading} />, 422);
  const { filing, warnings } = reading;
  const wanted = new Set(papersFor(procedure, filing.answers, 'online').map(({ id }) => id));
  const page = {
    filing,
    warnings,
    unit: platform.organisations.unit(filing.receivingUnit),
    fee: feeOf(procedure, filing.answers),
    due: dueAt(platform.now(), limitOf(procedure, 'online', filing), platform.calendar),
    values: typing.values,
    kept: typing.kept.filter(({ paper }) => wanted.has(paper)),
  };
  return c.html(<ReviewPage {...page} />);
}

async function send(c: Ctx, procedure: ProcedureVersion, typing: Typing): Promise<Response> {
  const { platform } = c.var;
  const reading = readFiling(platform, procedure, typing, 'online', first(typing.values, 'unit'));
  if ('errors' in reading) return c.html(<FormPage {...formProps(platform, procedure, typing)} {...reading} />, 422);
  const { filing } = reading;
  const written = await sendFiling(platform, anyone, filing, typing.values);
  if ('refusal' in written) return c.html(<FormPage {...formProps(platform, procedure, typing)} notice={written.refusal} />, 409);
  // The id of a form is no secret: whoever sends another's id again must also know the phone it was sent with.
  if (!written.fresh && written.phone !== filing.applicant.phone)
    return c.html(
      <FormPage {...formProps(platform, procedure, { ...typing, requestId: '' })} notice="Biểu mẫu này đã được gửi. Hãy xem lại rồi gửi lần nữa." />,
      409,
    );
  openDossierFor(c, written.id);
  return c.redirect('/tra-cuu/ho-so/bien-nhan', 303);
}

/** GET /tra-cuu/ho-so/bien-nhan: the receipt of the dossier this browser has just sent or looked up. */
export async function showReceipt(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const id = dossierOpenFor(c);
  const dossier = id ? await dossierById(platform.db, id) : undefined;
  if (!dossier) return c.redirect('/tra-cuu', 303);
  const mailed = !dossier.applicantEmail ? 'none' : platform.config.smtp ? 'mail' : 'demo-outbox';
  const trackUrl = `${platform.config.publicUrl}/tra-cuu?ma=${encodeURIComponent(dossier.code)}`;
  return c.html(<ReceiptPage dossier={dossier} unit={platform.organisations.issuingName(dossier.receivingUnit)} trackUrl={trackUrl} mailed={mailed} />);
}
