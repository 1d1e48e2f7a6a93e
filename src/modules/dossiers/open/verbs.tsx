import { z } from 'zod';
import { endOfWorkingDay, workingDayFrom } from '#kernel/calendar/index.ts';
import { type Ctx, first, type FormValues, notFound, readForm, shorten, type SentForm } from '#kernel/web/index.ts';
import type { Outcome, Target } from '../act.ts';
import { askableItems, askForMore } from '../ask-for-more/ask-for-more.ts';
import { draftFieldsOf } from '../assess/draft-fields.ts';
import { assess, itemsOf, refuse, sendBack } from '../assess/assess.ts';
import { doInBackground, manyResults } from '../batch/choose.ts';
import { officerOf } from '../board/board.tsx';
import type { Verb } from '../dossier.ts';
import { giveBack, recordPayment } from '../give-back/give-back.ts';
import { apologise, stop, withdraw } from '../late/late.ts';
import { type Answers, procedureVersion, readDate } from '../procedures/index.ts';
import { receive, refuseIntake } from '../receive/receive.ts';
import { approve } from '../sign/approve.ts';
import { seal } from '../sign/seal.ts';
import type { Dossier } from '../store/read.ts';
import { readSupplement, type Unfinished } from '../supplement/read-supplement.ts';
import { supplement } from '../supplement/supplement.ts';
import { dossierOf, drawDossier, type Extra } from './open.tsx';

type Doing = { c: Ctx; dossier: Dossier; target: Target; sent: SentForm; values: FormValues };

/** A POST that does one verb: reads the form, does it, and shows the dossier again with what happened. */
export function doing(verb: Verb, work: (doing: Doing) => Promise<Outcome | { error: string } | { elsewhere: string } | Unfinished>) {
  return async (c: Ctx): Promise<Response> => {
    const dossier = await dossierOf(c);
    if (!dossier) return notFound(c);
    const sent = await readForm(c);
    const { values } = sent;
    const target = { id: dossier.id, revision: Number(first(values, 'revision')) || 0 };
    const outcome = await work({ c, dossier, target, sent, values });
    if (!outcome) return notFound(c);
    if ('elsewhere' in outcome) return c.redirect(outcome.elsewhere, 303);
    if ('done' in outcome) return c.redirect(`/can-bo/ho-so/${dossier.id}?xong=${verb}`, 303);
    return drawDossier(c, dossier, { ...wrongWith(outcome), failed: verb, sent: values });
  };
}

function wrongWith(outcome: { refusal: string } | { error: string } | Unfinished): Pick<Extra, 'error' | 'unfinished'> {
  if ('errors' in outcome) return { error: Object.values(outcome.errors).join(' '), unfinished: outcome };
  return { error: 'error' in outcome ? outcome.error : outcome.refusal };
}

export const reason = z.string().min(5, 'Hãy ghi lý do, ít nhất vài chữ.').max(1000, 'Lý do dài quá 1.000 chữ cái.');
export const basis = z.string().min(3, 'Hãy ghi căn cứ pháp lý.').max(300, 'Căn cứ dài quá 300 chữ cái.');

export function read<T extends z.ZodType>(schema: T, value: unknown): { read: z.output<T> } | { error: string } {
  const parsed = schema.safeParse(value);
  return parsed.success ? { read: parsed.data } : { error: parsed.error.issues[0]?.message ?? 'Nội dung chưa đúng.' };
}

export const sendReceive = doing('receive', ({ c, target }) => receive(c.var.platform, officerOf(c), target));

export const sendRefuseIntake = doing('refuseIntake', async ({ c, target, values }) => {
  const words = read(z.object({ reason, basis }), { reason: first(values, 'reason'), basis: first(values, 'basis') });
  return 'error' in words ? words : refuseIntake(c.var.platform, officerOf(c), target, words.read);
});

export const sendRefuse = doing('refuse', async ({ c, target, values }) => {
  const words = read(z.object({ reason, basis }), { reason: first(values, 'reason'), basis: first(values, 'basis') });
  return 'error' in words ? words : refuse(c.var.platform, officerOf(c), target, words.read);
});

export const sendAskForMore = doing('askForMore', async ({ c, dossier, target, values }) => {
  const procedure = await procedureVersion(c.var.platform.db, dossier.procedureId);
  const names = askableItems(procedure, dossier);
  const wrong = (values.item ?? []).map((item) => ({ item, label: names.get(item) ?? '', why: first(values, `why.${item}`) }));
  const vague = wrong.find(({ label, why }) => !label || why.length < 3);
  if (vague) return { error: vague.label ? `Hãy ghi lý do cho mục «${vague.label}».` : 'Có mục không thuộc hồ sơ này.' };
  return askForMore(c.var.platform, officerOf(c), target, wrong);
});

export const sendSupplementAtDesk = doing('supplement', async ({ c, dossier, target, sent }) => {
  const { platform } = c.var;
  const read = await readSupplement(platform, dossier, await procedureVersion(platform.db, dossier.procedureId), sent);
  return 'errors' in read ? read : supplement(platform, officerOf(c), target, read);
});

export const sendAssess = doing('assess', async ({ c, dossier, target, values }) => {
  const procedure = await procedureVersion(c.var.platform.db, dossier.procedureId);
  const fields = draftFieldsOf(procedure);
  const missing = fields.find(({ id, optional }) => !optional && !first(values, `draft.${id}`));
  if (missing) return { error: `Hãy ghi «${missing.label}» trước khi trình ký.` };
  const strange = fields.find(
    ({ id, options }) => options && first(values, `draft.${id}`) && !options.some(({ value }) => value === first(values, `draft.${id}`)),
  );
  if (strange) return { error: `Hãy chọn «${strange.label}» trong danh sách.` };
  const said = Object.fromEntries(fields.map(({ id }) => [id, shorten(first(values, `draft.${id}`), 2000)]));
  return assess(c.var.platform, officerOf(c), target, { fields: said, opinion: shorten(first(values, 'opinion'), 2000) });
});

export const sendSendBack = doing('sendBack', async ({ c, target, values }) => {
  const words = read(reason, first(values, 'reason'));
  return 'error' in words ? words : sendBack(c.var.platform, officerOf(c), target, words.read);
});

export const sendApprove = doing('approve', (one) => issuing(one, 'approve', approve));

export const sendSeal = doing('seal', (one) => issuing(one, 'seal', seal));

/** Signs or seals; a dossier of very many papers goes to the background, so that nobody waits for them in front of a page. */
async function issuing({ c, dossier, target }: Doing, verb: 'approve' | 'seal', work: typeof approve): Promise<Outcome | { elsewhere: string }> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  if (itemsOf(procedure, dossier.form as Answers).length <= manyResults) return work(platform, officer, target);
  const batch = await doInBackground(platform, officer, verb, target);
  return batch ? { elsewhere: `/can-bo/hang-loat/${batch}` } : undefined;
}

const handOver = z.object({
  how: z.enum(['paper', 'electronic', 'post'], 'Hãy chọn cách trả kết quả.'),
  receiver: z.string().min(2, 'Hãy ghi tên người nhận kết quả.').max(200),
  shown: z.string().max(200),
});

export const sendGiveBack = doing('giveBack', async ({ c, target, values }) => {
  const words = read(handOver, { how: first(values, 'how'), receiver: first(values, 'receiver'), shown: first(values, 'shown') });
  return 'error' in words ? words : giveBack(c.var.platform, officerOf(c), target, words.read);
});

const payment = z.object({ how: z.enum(['cash', 'transfer'], 'Hãy chọn cách thu.'), receiptNumber: z.string().max(60) });

export const sendPay = doing('pay', async ({ c, target, values }) => {
  const words = read(payment, { how: first(values, 'how'), receiptNumber: first(values, 'receiptNumber') });
  return 'error' in words ? words : recordPayment(c.var.platform, officerOf(c), target, words.read);
});

export const sendApologise = doing('apologise', async ({ c, target, values }) => {
  const { platform } = c.var;
  const words = read(reason, first(values, 'reason'));
  if ('error' in words) return words;
  const day = readDate(first(values, 'newDue'), 'day');
  if (typeof day !== 'string') return { error: 'Ngày hẹn mới viết như 25/12/2026.' };
  const newDueAt = endOfWorkingDay(workingDayFrom(day, platform.calendar), platform.calendar);
  return apologise(platform, officerOf(c), target, { reason: words.read, newDueAt });
});

export const sendStop = doing('stop', async ({ c, target, values }) => {
  const words = read(z.object({ reason, basis }), { reason: first(values, 'reason'), basis: first(values, 'basis') });
  return 'error' in words ? words : stop(c.var.platform, officerOf(c), target, words.read);
});

export const sendWithdraw = doing('withdraw', ({ c, target, values }) =>
  withdraw(c.var.platform, officerOf(c), target, { reason: shorten(first(values, 'reason'), 1000) }),
);
