import { type Ctx, first, type FormValues, notFound, readForm, shorten } from '#kernel/web/index.ts';
import { askableItems } from '../ask-for-more/ask-for-more.ts';
import { officerOf, pageOf } from '../board/board.tsx';
import { isId } from '../ids.ts';
import { procedureVersion } from '../procedures/index.ts';
import {
  type Batch,
  batchesOf,
  type BatchVerb,
  batchVerbs,
  type BatchWords,
  chosenDossiers,
  countsOf,
  linesOfBatch,
  ownBatch,
  stepsOfBatch,
  stopBatch,
  verdictsOf,
} from '../store/batches.ts';
import { findDossier } from '../store/read.ts';
import { BatchPage, ListPage, NothingChosenPage } from './batch.page.tsx';
import { ConfirmPage } from './confirm.page.tsx';
import { begin, choose, mostInBatch, readChosen } from './choose.ts';
import { batchKinds } from './words.ts';

/** How many rows with doubts or faults stand on a page; nobody reads more. */
const mostShown = 200;

/** GET /can-bo/hang-loat: this officer's own batches. */
export async function listBatches(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const page = pageOf(c);
  const lines = await batchesOf(platform.db, officer.accountId, page);
  return c.html(<ListPage officer={officer} lines={lines.slice(0, 20)} more={lines.length > 20} page={page} />);
}

/** POST /can-bo/hang-loat: many dossiers and one verb; nothing is done before the next page is confirmed. */
export async function sendChoice(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const { values } = await readForm(c);
  const verb = first(values, 'verb');
  const chosen = readChosen(values.ids ?? []);
  if (!isBatchVerb(verb) || chosen.length === 0)
    return c.html(<NothingChosenPage officer={officer} words="Bạn chưa chọn hồ sơ nào. Hãy đánh dấu ít nhất một hồ sơ rồi bấm lại." />, 422);
  if (chosen.length > mostInBatch) {
    const words = `Mỗi đợt nhiều nhất ${mostInBatch.toLocaleString('vi')} hồ sơ. Hãy chia làm nhiều đợt.`;
    return c.html(<NothingChosenPage officer={officer} words={words} />, 422);
  }
  const id = await choose(platform, officer, verb, chosen);
  return id ? c.redirect(`/can-bo/hang-loat/${id}`, 303) : notFound(c);
}

function isBatchVerb(text: string): text is BatchVerb {
  return (batchVerbs as readonly string[]).includes(text);
}

/** GET /can-bo/hang-loat/:batch: before it is confirmed what would be done, afterwards how far it is. */
export async function showBatch(c: Ctx): Promise<Response> {
  const batch = await batchOf(c);
  if (!batch) return notFound(c);
  return batch.begunAt ? drawProgress(c, batch) : drawConfirmation(c, batch, {}, undefined);
}

async function batchOf(c: Ctx): Promise<Batch | undefined> {
  const id = c.req.param('batch') ?? '';
  return isId(id) ? ownBatch(c.var.platform.db, id, officerOf(c).accountId) : undefined;
}

async function drawProgress(c: Ctx, batch: Batch): Promise<Response> {
  const { db, now } = c.var.platform;
  const [counts, undone, left] = await Promise.all([
    countsOf(db, batch.id),
    linesOfBatch(db, batch.id, { states: ['undone'], most: mostShown }),
    linesOfBatch(db, batch.id, { states: ['left'], most: mostShown }),
  ]);
  // Whoever has no script sees it move too; a page that is over stands still.
  if (!batch.finishedAt) c.header('refresh', '2');
  return c.html(<BatchPage officer={officerOf(c)} batch={batch} counts={counts} undone={undone} left={left} now={now()} />);
}

async function drawConfirmation(c: Ctx, batch: Batch, sent: FormValues, error: string | undefined): Promise<Response> {
  const { db } = c.var.platform;
  const [verdicts, flagged, sample, steps] = await Promise.all([
    verdictsOf(db, batch.id),
    linesOfBatch(db, batch.id, { states: ['waiting'], verdicts: ['doubt', 'fail'], most: mostShown }),
    linesOfBatch(db, batch.id, { states: ['waiting'], most: 5 }),
    stepsOfBatch(db, batch.id),
  ]);
  const items = batchKinds[batch.verb].needs?.includes('item') ? await itemsToAsk(c, sample[0]?.dossierId) : [];
  return c.html(
    <ConfirmPage
      officer={officerOf(c)}
      batch={batch}
      verdicts={verdicts}
      flagged={flagged}
      sample={sample}
      steps={steps}
      items={items}
      sent={sent}
      error={error}
    />,
    error ? 422 : 200,
  );
}

/** What can be asked of all of them: papers and answers of the first; one that another does not have is refused there. */
async function itemsToAsk(c: Ctx, dossierId: string | undefined): Promise<{ value: string; label: string }[]> {
  const { db } = c.var.platform;
  const dossier = dossierId ? await findDossier(db, dossierId, officerOf(c)) : undefined;
  if (!dossier) return [];
  const items = askableItems(await procedureVersion(db, dossier.procedureId), dossier);
  return [...items].map(([value, label]) => ({ value, label }));
}

/** POST /can-bo/hang-loat/:batch/bat-dau: it begins, without what was left out. */
export async function sendBegin(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const batch = await batchOf(c);
  if (!batch) return notFound(c);
  if (batch.begunAt) return c.redirect(`/can-bo/hang-loat/${batch.id}`, 303);
  const { values } = await readForm(c);
  const words = await readWords(c, batch, values);
  if ('error' in words) return drawConfirmation(c, batch, values, words.error);
  const flagged = await linesOfBatch(platform.db, batch.id, { states: ['waiting'], verdicts: ['doubt', 'fail'], most: mostInBatch });
  const wanted = new Set(values.include ?? []);
  const leftOut = flagged.filter(({ dossierId }) => !wanted.has(dossierId)).map(({ dossierId }) => dossierId);
  await begin(platform, officerOf(c), batch, words.read, leftOut);
  return c.redirect(`/can-bo/hang-loat/${batch.id}`, 303);
}

async function readWords(c: Ctx, batch: Batch, values: FormValues): Promise<{ read: BatchWords } | { error: string }> {
  const needs = batchKinds[batch.verb].needs ?? [];
  const [reason, basis, item] = [shorten(first(values, 'reason'), 1000), shorten(first(values, 'basis'), 300), first(values, 'item')];
  if (needs.includes('reason') && reason.length < 5) return { error: 'Hãy ghi lý do, ít nhất vài chữ.' };
  if (needs.includes('basis') && basis.length < 3) return { error: 'Hãy ghi căn cứ pháp lý.' };
  if (!needs.includes('item')) return { read: { reason, basis } };
  const [line] = await linesOfBatch(c.var.platform.db, batch.id, { states: ['waiting'], most: 1 });
  const label = (await itemsToAsk(c, line?.dossierId)).find(({ value }) => value === item)?.label;
  return label ? { read: { reason, item, label } } : { error: 'Hãy chọn giấy tờ hoặc mục cần bổ sung.' };
}

/** POST /can-bo/hang-loat/:batch/dung: what is in hand is finished, the rest stays as it is. */
export async function sendStopBatch(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const batch = await batchOf(c);
  if (!batch?.begunAt) return notFound(c);
  await platform.db.transaction(async () => {
    await stopBatch(platform.db, batch.id, platform.now(), 'Bạn đã dừng đợt này trước khi đến lượt hồ sơ.');
    await platform.audit.record({ actor: officerOf(c), action: 'batch.stop', subject: { kind: 'batch', id: batch.id } });
  });
  return c.redirect(`/can-bo/hang-loat/${batch.id}`, 303);
}

/** POST /can-bo/hang-loat/:batch/lam-lai: the rows that were not done, as they stand now, are chosen again. */
export async function sendRedo(c: Ctx): Promise<Response> {
  const batch = await batchOf(c);
  if (!batch?.begunAt) return notFound(c);
  return chooseAgain(c, batch, batch.verb, ['undone', 'left']);
}

/** POST /can-bo/hang-loat/:batch/tra-lai: a leader sends what this batch brought before him back to be corrected. */
export async function sendUndo(c: Ctx): Promise<Response> {
  const batch = await batchOf(c);
  if (!batch?.begunAt) return notFound(c);
  return chooseAgain(c, batch, 'sendBack', ['done']);
}

async function chooseAgain(c: Ctx, batch: Batch, verb: BatchVerb, states: readonly ('undone' | 'left' | 'done')[]): Promise<Response> {
  const { platform } = c.var;
  const lines = await linesOfBatch(platform.db, batch.id, { states, most: mostInBatch });
  const id = await choose(
    platform,
    officerOf(c),
    verb,
    await asTheyStand(
      c,
      lines.map(({ dossierId }) => dossierId),
    ),
  );
  return c.redirect(`/can-bo/hang-loat/${id ?? batch.id}`, 303);
}

async function asTheyStand(c: Ctx, ids: readonly string[]): Promise<{ id: string; revision: number }[]> {
  return (await chosenDossiers(c.var.platform.db, officerOf(c), ids)).map(({ id, revision }) => ({ id, revision }));
}
