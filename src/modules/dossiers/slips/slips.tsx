import { fileResponse } from '#kernel/files/index.ts';
import { dossierOpenFor } from '#kernel/identity/index.ts';
import { type Ctx, notFound, queryText } from '#kernel/web/index.ts';
import { officerOf, pageOf, recordSearch } from '../board/board.tsx';
import { isId } from '../ids.ts';
import { fold } from '../procedures/index.ts';
import { findSlip, searchSlips, type Slip, type SlipKind, slipsOf } from '../store/slips.ts';
import { printSlipPdf } from './print.ts';
import { SlipsPage } from './slips.page.tsx';

/** GET /can-bo/phieu: every slip of this officer's unit, searchable by number, dossier code and name. */
export async function listSlips(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const text = queryText(c, 'q');
  const forms = platform.profile.rules.slips;
  const kind = forms.find((form) => form.kind === queryText(c, 'loai'))?.kind as SlipKind | undefined;
  const page = pageOf(c);
  if (text) await recordSearch(platform, officer, 'slips', text);
  const slips = await searchSlips(platform.db, officer, { text: fold(text), kind, page });
  return c.html(
    <SlipsPage
      officer={officer}
      slips={slips.slice(0, 30)}
      more={slips.length > 30}
      page={page}
      text={text}
      kind={kind ?? ''}
      forms={forms.map((form) => ({ value: form.kind, label: form.name }))}
    />,
  );
}

/** GET /can-bo/phieu/:slip: the slip as a signed PDF. */
export async function printSlip(c: Ctx): Promise<Response> {
  const id = c.req.param('slip') ?? '';
  const { platform } = c.var;
  const officer = officerOf(c);
  const slip = isId(id) ? await findSlip(platform.db, id, officer) : undefined;
  if (!slip) return notFound(c);
  await platform.audit.record({ actor: officer, action: 'read-slip', subject: { kind: 'dossier', id: slip.dossierId }, detail: { slip: slip.id } });
  return sendSlip(c, slip);
}

/** GET /tra-cuu/ho-so/phieu/:slip: the same for the citizen whose dossier is open on this browser; the control sheet is the office's own. */
export async function printOwnSlip(c: Ctx): Promise<Response> {
  const dossierId = dossierOpenFor(c);
  if (!dossierId) return c.redirect('/tra-cuu', 303);
  const slip = (await slipsOf(c.var.platform.db, dossierId)).find(({ id, kind }) => id === c.req.param('slip') && kind !== 'control');
  return slip ? sendSlip(c, slip) : notFound(c);
}

async function sendSlip(c: Ctx, slip: Slip): Promise<Response> {
  const file = await c.var.platform.files.open(await printSlipPdf(c.var.platform, slip));
  return file ? fileResponse(file, `${String(slip.data.title)} ${String(slip.data.number)}.pdf`) : notFound(c);
}
