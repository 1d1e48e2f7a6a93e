import { openLotFor } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, first, notFound, readForm } from '#kernel/web/index.ts';
import { takesOnline } from '../filing-place.ts';
import { type LotFiling, type RowFiling, sendLot } from '../lots/send-lot.ts';
import type { ProcedureVersion } from '../procedures/index.ts';
import { rowId } from '../sheets/row-id.ts';
import type { Permit } from '../store/permits.ts';
import { keepRenewals, takePermits } from '../store/renewals.ts';
import { readFiling, readTyping, type Typing } from '../submit/filing.ts';
import { keepSent } from '../submit/kept-papers.ts';
import { renewingProcedure } from './may-renew.ts';
import { proposeRenewal } from './propose.ts';
import { NotNowPage } from './renew.page.tsx';
import { whyNot } from './send.ts';
import { renewedBy } from './ticket.ts';

const citizen = { kind: 'anyone' } as const;

/** POST /gia-han/lo: more permits than one form takes become a lot, each with a dossier of its own. */
export async function sendRenewalLot(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const sent = await readForm(c);
  const typing = readTyping(platform, sent.values);
  const permits = await takePermits(platform.db, renewedBy(platform, typing.values));
  const [one] = permits;
  const procedure = one && (await renewingProcedure(platform, one));
  if (!procedure || !takesOnline(platform, procedure)) return notFound(c);
  const refused = await keepSent(platform, procedure, sent, typing);
  if (refused) return c.html(<NotNowPage words={Object.values(refused).join(' ')} back="/tra-cuu" />, 422);
  const lot = await lotOf(platform, procedure, permits, typing);
  if ('error' in lot) return c.html(<NotNowPage words={lot.error} back="/tra-cuu" />, 422);
  const outcome = await write(platform, lot, permits);
  if ('refusal' in outcome) return c.html(<NotNowPage words={outcome.refusal} back="/tra-cuu" />, 409);
  openLotFor(c, outcome.id);
  return c.redirect('/tra-cuu/lo/bien-nhan', 303);
}

async function lotOf(platform: Platform, procedure: ProcedureVersion, permits: readonly Permit[], typing: Typing): Promise<LotFiling | { error: string }> {
  const rows: RowFiling[] = [];
  for (const [i, permit] of permits.entries()) {
    const { typing: filled } = await proposeRenewal(platform, procedure, [permit]);
    const reading = readFiling(platform, procedure, { ...filled, kept: typing.kept }, 'online', first(filled.values, 'unit'));
    if ('errors' in reading) return { error: `${permit.shown}: ${Object.values(reading.errors).join(' ')} Hãy gia hạn riêng giấy này.` };
    rows.push({ row: i + 1, thing: permit.shown, filing: { ...reading.filing, requestId: await rowId(typing.requestId, i + 1) } });
  }
  const shared = { sheetName: `Gia hạn ${permits.length} giấy`, sheetHash: '', thing: procedure.result.thing ?? '', leftOut: 0, formValues: {} };
  return { id: typing.requestId, ...shared, rows };
}

function write(platform: Platform, lot: LotFiling, permits: readonly Permit[]): Promise<{ id: string } | { refusal: string }> {
  return platform.db.transaction(async () => {
    const ids = permits.map(({ id }) => id);
    const refusal = await whyNot(
      platform,
      ids,
      lot.rows.map(({ filing }) => filing.requestId),
    );
    if (refusal) return { refusal };
    const written = await sendLot(platform, citizen, lot);
    if (!written.fresh && written.phone !== lot.rows[0]?.filing.applicant.phone) return { refusal: 'Biểu mẫu này đã được gửi. Hãy mở lại trang gia hạn.' };
    if (written.fresh) for (const [i, { filing }] of lot.rows.entries()) await keepRenewals(platform.db, filing.requestId, [ids[i] ?? '']);
    return { id: written.id };
  });
}
