import { dueAt } from '#kernel/calendar/index.ts';
import { callerAddress, dossierOpenFor, lotOpenFor, openReminderFor, reminderOpenFor } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Ctx, first, notFound, queryText, readForm, shorten } from '#kernel/web/index.ts';
import { filingPlace, takesOnline } from '../filing-place.ts';
import { isId } from '../ids.ts';
import { readPhone } from '../phone.ts';
import { feeOf, limitOf, papersFor, type ProcedureVersion } from '../procedures/index.ts';
import { type Permit, permitsOfDossier } from '../store/permits.ts';
import { permitsOfLot } from '../store/renewals.ts';
import { permitsOfReminder, type Reminder, reminderById } from '../store/reminders.ts';
import { ElsewherePage } from '../submit/elsewhere.page.tsx';
import { readFiling } from '../submit/filing.ts';
import { formProps } from '../submit/form-props.ts';
import { FormPage } from '../submit/form.page.tsx';
import { renewings, renewingProcedure } from './may-renew.ts';
import { proposeRenewal } from './propose.ts';
import { EndingPage, type Group, NotNowPage, renewingInWords, RenewPage, WhoPage } from './renew.page.tsx';

/** GET, POST /tra-cuu/ho-so/gia-han: the permits of the open dossier that were chosen, filled in for another time. */
export async function renewOfDossier(c: Ctx): Promise<Response> {
  const id = dossierOpenFor(c);
  return id ? drawRenewal(c, await permitsOfDossier(c.var.platform.db, id), await chosenIn(c), '/tra-cuu/ho-so') : c.redirect('/tra-cuu', 303);
}

/** GET, POST /tra-cuu/lo/gia-han: the permits of the open lot; without a choice the list to choose from. */
export async function renewOfLot(c: Ctx): Promise<Response> {
  const id = lotOpenFor(c);
  if (!id) return c.redirect('/tra-cuu', 303);
  const [permits, chosen] = [await permitsOfLot(c.var.platform.db, id), await chosenIn(c)];
  if (chosen.length > 0) return drawRenewal(c, permits, chosen, '/tra-cuu/lo');
  return c.html(<EndingPage groups={await groupsOf(c.var.platform, permits)} action="/tra-cuu/lo/gia-han" />);
}

/** GET /gia-han/:reminder: asks who has opened the link; then lists what it told of. */
export async function renewOfReminder(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const reminder = await reminderHere(c);
  if (!reminder) return notFound(c);
  const action = `/gia-han/${reminder.id}`;
  if (reminderOpenFor(c) !== reminder.id) return c.html(<WhoPage action={action} by={reminder.phone ? 'phone' : 'email'} />);
  return c.html(<EndingPage groups={await groupsOf(platform, await permitsOfReminder(platform.db, reminder.id))} action={`${action}/giay`} />);
}

/** GET, POST /gia-han/:reminder/giay: what was chosen of a reminder, filled in for another time. */
export async function renewChosen(c: Ctx): Promise<Response> {
  const reminder = await reminderHere(c);
  if (!reminder) return notFound(c);
  const back = `/gia-han/${reminder.id}`;
  if (reminderOpenFor(c) !== reminder.id) return c.redirect(back, 303);
  return drawRenewal(c, await permitsOfReminder(c.var.platform.db, reminder.id), await chosenIn(c), back);
}

/** POST /gia-han/:reminder: the phone number or mail address the reminder went to opens it on this browser for half an hour. */
export async function openReminder(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const id = c.req.param('reminder') ?? '';
  if (!isId(id)) return notFound(c);
  const typed = shorten(first((await readForm(c)).values, 'who'), 200);
  const looked = await platform.identity.lookUp({ ip: callerAddress(c), code: `reminder-${id}` }, async () => {
    const reminder = await reminderById(platform.db, id);
    return reminder && isHolder(reminder, typed) ? reminder : undefined;
  });
  if (looked.ok) {
    openReminderFor(c, id);
    return c.redirect(`/gia-han/${id}`, 303);
  }
  const many = looked.reason === 'too-many';
  const error = many ? 'Thử quá nhiều lần. Hãy chờ một lát rồi thử lại.' : 'Không đúng nơi đã nhận tin nhắc này. Xem lại từng số, từng chữ.';
  const by = (await reminderById(platform.db, id))?.phone === null ? 'email' : 'phone';
  return c.html(<WhoPage action={`/gia-han/${id}`} by={by} typed={typed} error={error} />, many ? 429 : 404);
}

function isHolder({ phone, email }: Reminder, typed: string): boolean {
  if (phone) return readPhone(typed) === phone;
  return email !== null && typed !== '' && typed.toLowerCase() === email.toLowerCase();
}

async function reminderHere(c: Ctx): Promise<Reminder | undefined> {
  const id = c.req.param('reminder') ?? '';
  return isId(id) ? reminderById(c.var.platform.db, id) : undefined;
}

/** Hundreds of permits do not fit an address, so a list is sent as a form; a single one is a link. */
async function chosenIn(c: Ctx): Promise<string[]> {
  const named = c.req.method === 'POST' ? ((await readForm(c)).values.giay ?? []) : [queryText(c, 'giay')];
  return [...new Set(named.filter(isId))];
}

/** Permits of one kind and holder stand together: they can be one dossier or one lot. */
export async function groupsOf(platform: Platform, permits: readonly Permit[]): Promise<Group[]> {
  const standing = await renewings(platform, permits);
  const shown = permits.map((permit) => ({ ...permit, renewing: standing.get(permit.id) ?? { kind: 'never' as const } }));
  const groups = Map.groupBy(
    shown.filter(({ renewing }) => renewing.kind !== 'never'),
    ({ procedureCode, holder, holderPhone }) => [procedureCode, holder, holderPhone].join('\n'),
  );
  return Promise.all(
    [...groups.values()].map(async ([one, ...others]) => {
      if (!one) throw new Error('a group is not empty');
      const procedure = await renewingProcedure(platform, one);
      return { title: procedure?.result.title ?? one.procedureCode, holder: one.holder, permits: [one, ...others] };
    }),
  );
}

/** The chosen permits, of those this browser may see, filled in for another time. */
async function drawRenewal(c: Ctx, seen: readonly Permit[], chosen: readonly string[], back: string): Promise<Response> {
  const { platform } = c.var;
  const permits = seen.filter(({ id }) => chosen.includes(id));
  const [one] = permits;
  if (!one || permits.length < chosen.length) return notFound(c);
  const standing = await renewings(platform, permits);
  const stuck = permits.find(({ id }) => !['may', 'elsewhere'].includes(standing.get(id)?.kind ?? 'never'));
  if (stuck) {
    const why = renewingInWords(standing.get(stuck.id) ?? { kind: 'never' }) || 'không gia hạn được nữa';
    return c.html(<NotNowPage words={`${stuck.shown || `Giấy số ${stuck.numberText}`}: ${why}.`} back={back} />, 409);
  }
  if (permits.some(({ procedureCode, holder }) => procedureCode !== one.procedureCode || holder !== one.holder))
    return c.html(<NotNowPage words="Mỗi lần gia hạn giấy cùng loại của cùng một người, một đơn vị." back={back} />, 409);
  const procedure = await renewingProcedure(platform, one);
  if (!procedure) return notFound(c);
  if (!takesOnline(platform, procedure)) return c.html(<ElsewherePage procedure={procedure} place={filingPlace(platform)} />);
  return propose(c, procedure, permits);
}

/** Everything right but papers that must be new: one press sends it. An answer missing, or no longer right: the form, at that place. */
async function propose(c: Ctx, procedure: ProcedureVersion, permits: readonly Permit[]): Promise<Response> {
  const { platform } = c.var;
  const lot = needsLot(procedure, permits);
  const proposal = await proposeRenewal(platform, procedure, lot ? permits.slice(0, 1) : permits);
  const { typing } = proposal;
  const lacking = procedure.papers.filter(({ id }) => proposal.anew.some(({ paper }) => paper.id === id));
  const reading = readFiling(platform, procedure, { ...typing, kept: [...typing.kept, ...standIns(lacking)] }, 'online', first(typing.values, 'unit'));
  if ('errors' in reading)
    return c.html(<FormPage {...formProps(platform, procedure, typing)} {...reading} notice="Đã điền từ hồ sơ trước. Chỉ còn những chỗ dưới đây." />);
  const { filing } = reading;
  const wanted = papersFor(procedure, filing.answers, 'online').map(({ id }) => id);
  const whole = lot ? await proposeRenewal(platform, procedure, permits) : proposal;
  const page = {
    procedure,
    proposal: { ...whole, anew: whole.anew.filter(({ paper }) => wanted.includes(paper.id)) },
    filing,
    unit: platform.organisations.unit(filing.receivingUnit),
    fee: feeOf(procedure, filing.answers),
    due: dueAt(platform.now(), limitOf(procedure, 'online', filing), platform.calendar),
    lot,
  };
  return c.html(<RenewPage {...page} />);
}

/** More than one form takes: each vehicle then becomes a dossier of its own, all of them one lot. */
export function needsLot({ form, result: { each } }: ProcedureVersion, permits: readonly unknown[]): boolean {
  return permits.length > (form.sections.find(({ id }) => id === each)?.repeat?.max ?? Number.POSITIVE_INFINITY);
}

/** What is asked for anew on the page itself does not send anybody to the whole form. */
function standIns(papers: readonly { id: string }[]) {
  return papers.map(({ id }) => ({ paper: id, hash: '', size: 0, type: '', name: '', ticket: '' }));
}
