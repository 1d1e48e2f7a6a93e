import { formatDateTime, localDate } from '#kernel/calendar/index.ts';
import { lotOpenFor, openDossierFor, openLotFor } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { writeCsv } from '#kernel/spreadsheets/index.ts';
import { type Ctx, notFound, queryText } from '#kernel/web/index.ts';
import { pageOf } from '../board/board.tsx';
import { stateNames } from '../dossier.ts';
import { isId } from '../ids.ts';
import { publishedProcedure } from '../procedures/index.ts';
import { renewingOfAll } from '../renew/may-renew.ts';
import { checkRows } from '../sheets/check-rows.ts';
import { replaceSheet, takeSheet } from '../sheets/keep-sheet.ts';
import { sheetPlan } from '../sheets/plan.ts';
import { rowId } from '../sheets/row-id.ts';
import { download, sendSheet } from '../sheets/sheets.tsx';
import { permitsOfLot } from '../store/renewals.ts';
import { countsOfLot, countToPrint, isInLot, linesOfLot, type Lot, lotById } from '../store/lots.ts';
import { readTyping } from '../submit/filing.ts';
import { LotPage, LotReceiptPage } from './lot.page.tsx';
import { allPapers, papersAsOneFile } from './papers-of-lot.ts';
import { showThing } from './show-thing.ts';
import { countGroups, groups, groupWords, statesIn } from './standing.ts';

const onPage = 50;

/** The lot open on this browser; undefined after half an hour, or before code and phone were given. */
async function openHere(c: Ctx): Promise<Lot | undefined> {
  const id = lotOpenFor(c);
  return id ? lotById(c.var.platform.db, id) : undefined;
}

/** GET /tra-cuu/lo/bien-nhan: the receipt of the lot this browser has just sent or looked up. */
export async function showLotReceipt(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const lot = await openHere(c);
  if (!lot) return c.redirect('/tra-cuu', 303);
  const trackUrl = `${platform.config.publicUrl}/tra-cuu?ma=${encodeURIComponent(lot.code)}`;
  const told = platform.config.smtp
    ? 'Thư báo đã được xếp gửi đến địa chỉ e-mail của bạn.'
    : 'Bản trình diễn này chưa nối máy chủ thư: thư báo nằm ở hộp thư đi của bản mẫu.';
  const mailed = lot.applicantEmail ? told : 'Bạn không để lại e-mail: hãy giữ mã lô để tra cứu.';
  return c.html(<LotReceiptPage {...(await about(platform, lot))} trackUrl={trackUrl} mailed={mailed} />);
}

async function about(platform: Platform, lot: Lot) {
  const next = lot.leftOut > 0 ? await lotById(platform.db, await nextId(lot)) : undefined;
  return { lot, next: next?.code, unit: platform.organisations.issuingName(lot.receivingUnit), counts: countGroups(await countsOfLot(platform.db, lot.id)) };
}

/** The lot that the rows left out will become; always the same, so that going on twice files them once. */
function nextId(lot: Lot): Promise<string> {
  return rowId(lot.id, 0);
}

/** GET /tra-cuu/lo: how far the lot is, and its dossiers, all or one kind of them. */
export async function showLot(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const lot = await openHere(c);
  if (!lot) return c.redirect('/tra-cuu', 303);
  const group = groups.find((one) => groupWords[one] === queryText(c, 'loc'));
  const page = pageOf(c);
  const lines = await linesOfLot(platform.db, lot.id, { ...(group ? { states: statesIn[group] } : {}), most: onPage + 1, skip: (page - 1) * onPage });
  const toPrint = await countToPrint(platform.db, lot.id);
  const renewing = await renewingOfAll(platform, await permitsOfLot(platform.db, lot.id));
  const shown = { toPrint, renewing, lines: lines.slice(0, onPage), more: lines.length > onPage, page, group, stateNames: platform.profile.rules.states.names };
  return c.html(<LotPage {...(await about(platform, lot))} {...shown} />);
}

/** GET /tra-cuu/lo/ho-so/:dossier: one dossier of the open lot, as if its own code and the phone had been given. */
export async function openOfLot(c: Ctx): Promise<Response> {
  const lot = await openHere(c);
  const id = c.req.param('dossier') ?? '';
  if (!lot) return c.redirect('/tra-cuu', 303);
  if (!isId(id) || !(await isInLot(c.var.platform.db, id, lot.id))) return notFound(c);
  openDossierFor(c, id);
  return c.redirect('/tra-cuu/ho-so', 303);
}

/** GET /tra-cuu/lo/danh-sach.csv: the lot as a list to keep beside the firm's own. */
export async function downloadLines(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const lot = await openHere(c);
  if (!lot) return c.redirect('/tra-cuu', 303);
  const lines = await linesOfLot(platform.db, lot.id, { most: lot.dossiers });
  const names = platform.profile.rules.states.names;
  const rows = lines.map((line) => [
    String(line.row),
    showThing(line.thing),
    line.code,
    names[line.state] ?? stateNames[line.state],
    line.dueAt ? formatDateTime(line.dueAt) : '',
    line.numberText ?? '',
    line.note ?? '',
  ]);
  return download(writeCsv([['Dòng', 'Biển số', 'Mã hồ sơ', 'Tình trạng', 'Hẹn trả', 'Số giấy', 'Ghi chú'], ...rows]), 'csv', lot.code);
}

/** GET /tra-cuu/lo/ket-qua.zip: every sealed paper of the lot, signatures whole, sent as it is read. */
export async function downloadPapers(c: Ctx): Promise<Response> {
  const lot = await openHere(c);
  if (!lot) return c.redirect('/tra-cuu', 303);
  return allPapers(c, lot);
}

/** GET /tra-cuu/lo/in.pdf: the papers of the lot as one file to print, from the one numbered `tu` on, as many as go into one file. */
export async function downloadToPrint(c: Ctx): Promise<Response> {
  const lot = await openHere(c);
  if (!lot) return c.redirect('/tra-cuu', 303);
  return papersAsOneFile(c, lot);
}

/** POST /tra-cuu/lo/con-lai: the rows of a lot that were wrong, with everything else as it was sent, as the beginning of another lot. */
export async function continueLot(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const lot = await openHere(c);
  if (!lot) return c.redirect('/tra-cuu', 303);
  const next = await lotById(platform.db, await nextId(lot));
  if (next) {
    openLotFor(c, next.id);
    return c.redirect('/tra-cuu/lo', 303);
  }
  const procedure = await publishedProcedure(platform.db, lot.procedureCode, platform.now());
  const plan = procedure && sheetPlan(procedure);
  const typing = readTyping(platform, { ...lot.formValues, request: [await nextId(lot)] });
  const taken = plan && (await takeSheet(platform, plan, typing));
  if (!procedure || !plan || !taken) return notFound(c);
  const { wrong } = checkRows(procedure, plan, taken.sheet, typing.values, localDate(platform.now()));
  await replaceSheet(platform, typing, { ...taken.sheet, rows: wrong.map(({ row }) => row) });
  return sendSheet(c, procedure, plan, typing, 'review');
}
