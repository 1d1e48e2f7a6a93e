import type { Limit } from '#kernel/calendar/index.ts';
import type { RouteStop, State } from '../dossier.ts';
import type { Message, MessageKind, SlipKind, Story } from './archetypes/archetype.ts';
import { archetypes } from './archetypes/index.ts';
import { buildForm, type Problem, questionAt } from './build-form.ts';
import { type Fee, feeFor } from './fees.ts';
import { answerTo, type Form, holds } from './form/form.ts';
import type { Answers } from './form/question.ts';
import { type Channel, channels, type CheckRule, type Edition, type FeeRule, type When } from './schema.ts';

export type Paper = Edition['papers'][number];

/** A procedure (thủ tục) ready to run: everything its package and its archetype say, of one era. */
export type CompiledProcedure = Omit<Edition, 'form' | 'limit' | 'route' | 'messages' | 'statuses' | 'archetype' | 'checks'> & {
  archetype: { name: string; title: string };
  form: Form;
  route: readonly RouteStop[];
  /** A channel that is not here is not offered. */
  limits: Partial<Record<Channel, Limit>>;
  fee: FeeRule;
  slips: readonly SlipKind[];
  messages: Record<MessageKind, Message>;
  statuses: Record<State, number>;
  stories: readonly Story[];
  walk: readonly string[];
  checks: readonly CheckRule[];
};

/** Compiles an edition; what its writer got wrong comes back as problems, the rest of it as good as it is. */
export function compile(edition: Edition): { procedure: CompiledProcedure; problems: Problem[] } | { procedure?: undefined; problems: Problem[] } {
  const archetype = Object.hasOwn(archetypes, edition.archetype) ? archetypes[edition.archetype] : undefined;
  if (!archetype)
    return { problems: [{ path: ['archetype'], says: `Không có kiểu «${edition.archetype}». Các kiểu: ${Object.keys(archetypes).join(', ')}.` }] };
  const { form, problems } = buildForm(edition.form, edition.profile);
  const limits = limitsOf(edition);
  const procedure: CompiledProcedure = {
    ...edition,
    archetype: { name: archetype.name, title: archetype.title },
    form,
    limits,
    route: edition.route ?? archetype.route,
    // Before July 2025 there was no notice of stopping (thông báo dừng giải quyết).
    slips: archetype.slips.filter((slip) => slip !== 'stop' || edition.profile !== '2021'),
    messages: { ...archetype.messages, ...edition.messages },
    statuses: { ...archetype.statuses, ...edition.statuses },
    stories: archetype.stories.map((story) => (limits[story.channel] ? story : { ...story, channel: firstChannel(limits) })),
    walk: archetype.walk,
    checks: edition.checks ?? [],
  };
  return { procedure, problems };
}

function limitsOf(edition: Edition): Partial<Record<Channel, Limit>> {
  const said: Partial<Record<'desk' | 'online' | 'post', Limit>> =
    'unit' in edition.limit ? { desk: edition.limit, online: edition.limit, post: edition.limit } : edition.limit;
  const cut = (limit: Limit | undefined) => limit && (edition.cut_off && limit.unit === 'same-day' ? { ...limit, cutOff: edition.cut_off } : limit);
  const online = edition.online === 'none' ? undefined : cut(said.online);
  return JSON.parse(JSON.stringify({ desk: cut(said.desk), online, post: cut(said.post), portal: online }));
}

function firstChannel(limits: Partial<Record<Channel, Limit>>): Channel {
  return channels.find((channel) => limits[channel]) ?? 'desk';
}

/**
 * The limit (thời hạn) that binds a dossier of this channel and these answers; where the package leaves one out, that of the desk.
 * Communes named remote may have days more.
 */
export function limitOf(procedure: CompiledProcedure, channel: Channel, { answers, remote = false }: { answers?: Answers; remote?: boolean } = {}): Limit {
  const special = answers && procedure.limit_cases?.find((one) => holds(one.when, answers))?.limit;
  const limit = special ?? procedure.limits[channel] ?? procedure.limits.desk ?? procedure.limits[firstChannel(procedure.limits)];
  if (!limit) throw new Error(`${procedure.code} has no limit at all`);
  const counted = limit.unit === 'working-day' || limit.unit === 'calendar-day';
  return remote && counted ? { ...limit, value: limit.value + procedure.remote_extra_days } : limit;
}

/** What this dossier costs (lệ phí). */
export function feeOf(procedure: CompiledProcedure, answers: Answers): Fee {
  return feeFor(procedure.fee, answers);
}

/** The papers these answers ask for, on this channel. */
export function papersFor(procedure: CompiledProcedure, answers: Answers, channel: Channel): Paper[] {
  const atDesk = channel === 'desk' || channel === 'post';
  return procedure.papers.filter((paper) => holds(paper.when, answers) && (atDesk || !paper.not_online));
}

/** When a paper is asked for, in the words of the question that decides; undefined for one that always is. */
export function paperCondition({ form }: CompiledProcedure, { when }: Paper): string | undefined {
  return when && conditionInWords(form, when);
}

/** A condition in the words of the question that decides; undefined when the form has no such question. */
export function conditionInWords(form: Form, when: When): string | undefined {
  const question = questionAt(form, when.field);
  const chosen = question?.options?.filter(({ value }) => when.is.includes(value)).map(({ label }) => label);
  return question && `${question.label.replace(/\?$/, '')}: ${(chosen ?? when.is).join(' hoặc ')}`;
}

/** A line of the counter checklist (phiếu kiểm): what the desk officer looks at, hands back or keeps. */
export type ChecklistLine = { item: string; name: string; do: string; optional: boolean };

/** The checklist for the desk: papers first, each with what to do with it. `item` is what a supplement points at. */
export function checklistFor(procedure: CompiledProcedure, answers: Answers, channel: Channel = 'desk'): ChecklistLine[] {
  const todo = { present: 'Xem rồi trả lại', copy: 'Giữ bản sao, xem bản chính', original: 'Giữ bản chính' };
  return papersFor(procedure, answers, channel).map((paper) => ({
    item: `paper:${paper.id}`,
    name: paper.name,
    do: todo[paper.kind],
    optional: paper.optional ?? false,
  }));
}

/** Who asks, taken from the form: the columns every dossier has. */
export function applicantOf(answers: Answers) {
  const said = (field: string) => {
    const answer = answerTo(answers, field);
    return answer === undefined ? null : String(answer);
  };
  return {
    name: said('business.name') ?? said('applicant.name') ?? '',
    kind: said('business.name') ? ('business' as const) : ('person' as const),
    phone: said('applicant.phone') ?? said('business.phone'),
    email: said('applicant.email') ?? said('business.email'),
    number: said('applicant.number') ?? said('applicant.otherNumber') ?? said('business.taxNumber'),
    address: said('business.address') ?? said('applicant.address'),
  };
}

/** How the result comes back; at the desk unless the citizen chose otherwise. */
export function returnModeOf(answers: Answers): string {
  return String(answerTo(answers, 'delivery.mode') ?? 'desk');
}
