import type { Limit } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/actor.ts';
import { refusalOf, type Standing, standAt, type State, stateNames, stopAfter, stopOf, type Step, type Verb } from '../dossier.ts';
import type { Story } from './archetypes/archetype.ts';
import { applicantOf, type CompiledProcedure, feeOf, limitOf, papersFor } from './compile.ts';
import { checkForm, sampleOf } from './form/form.ts';
import { writeMessage } from './messages.ts';

/** The part of the calendar the simulator needs. */
export type Clock = { dueAt(received: Date, limit: Limit): Date; start: Date };

export type Walked = { story: string; ends: State; moves: string[]; due: Date; fault?: string };

/** Lets made-up dossiers live their lives through a procedure's form, route and clock; a life that gets stuck says where. */
export function simulate(procedure: CompiledProcedure, clock: Clock): Walked[] {
  return procedure.stories.map((story) => walk(procedure, story, clock));
}

const units = { receivingUnit: 'receiving', decidingUnit: 'deciding' };

function walk(procedure: CompiledProcedure, story: Story, clock: Clock): Walked {
  const life = begin(procedure);
  const due = clock.dueAt(clock.start, limitOf(procedure, story.channel));
  const fault = factsFault(procedure, story, due, clock.start) ?? scripts[story.name](life);
  const ended =
    fault ?? (life.standing.state === story.ends ? undefined : `Kết thúc ở «${stateNames[life.standing.state]}», lẽ ra ở «${stateNames[story.ends]}».`);
  return { story: story.title, ends: life.standing.state, moves: life.moves, due, fault: ended };
}

type Life = { procedure: CompiledProcedure; standing: Standing; moves: string[] };

function begin(procedure: CompiledProcedure): Life {
  const first = procedure.route[0];
  if (!first) throw new Error('a route has at least one step');
  return { procedure, standing: { ...standAt(first, units), ...units, mayPostpone: true }, moves: ['submit'] };
}

type Script = (life: Life) => string | undefined;

const scripts: Record<Story['name'], Script> = {
  happy: (life) => finish(life),
  'offline-entry': (life) => finish(life),
  supplement: (life) => act(life, 'askForMore', 'awaiting-supplement') ?? act(life, 'supplement', 'submitted') ?? finish(life),
  refusal: (life) => step(life, 'receive') ?? act(life, 'refuse', 'refused'),
  late: (life) => step(life, 'receive') ?? postpone(life) ?? finish(life),
};

function finish(life: Life): string | undefined {
  while (life.standing.state !== 'given-back') {
    const fault = step(life, life.standing.step ?? 'receive');
    if (fault) return fault;
  }
  return undefined;
}

const finishing: Record<Step, Verb> = { receive: 'receive', assess: 'assess', approve: 'approve', seal: 'seal', 'give-back': 'giveBack' };

function step(life: Life, done: Step): string | undefined {
  const refused = attempt(life, finishing[done]);
  if (refused) return refused;
  if (done === 'give-back') return void (life.standing = { ...life.standing, state: 'given-back', step: null });
  if (!stopOf(life.procedure.route, done)) return `Không có bước «${done}» trong đường đi.`;
  life.standing = { ...life.standing, ...stopAfter(life.procedure.route, done, units) };
  return undefined;
}

function act(life: Life, verb: Verb, to: State): string | undefined {
  const refused = attempt(life, verb);
  if (!refused) life.standing = { ...life.standing, state: to };
  return refused;
}

function postpone(life: Life): string | undefined {
  const refused = attempt(life, 'apologise');
  if (!refused) life.standing = { ...life.standing, mayPostpone: false };
  return refused;
}

function attempt(life: Life, verb: Verb): string | undefined {
  const refusal = refusalOf(verb, life.standing, verb === 'supplement' ? { kind: 'anyone' } : holder(life.standing));
  life.moves.push(verb);
  return refusal && `${verb}: ${refusal.refusal}`;
}

function holder({ holderUnit, holderRole }: Standing): Officer {
  return { kind: 'officer', accountId: 'mẫu', name: 'Cán bộ mẫu', unitId: holderUnit ?? '', unitName: '', position: '', roles: holderRole ? [holderRole] : [] };
}

/** Form, fee, papers, messages and due date of the made-up dossier, before it starts to walk. */
function factsFault(procedure: CompiledProcedure, story: Story, due: Date, start: Date): string | undefined {
  const checked = checkForm(procedure.form, sampleOf(procedure.form));
  if (checked.errors)
    return `Mẫu đơn không điền được: ${Object.entries(checked.errors)
      .map(([field, says]) => `${field} – ${says}`)
      .join('; ')}`;
  if (!applicantOf(checked.answers).name) return 'Mẫu đơn không hỏi tên người nộp: cần khối «applicant» hoặc «business».';
  const { amount } = feeOf(procedure, checked.answers);
  if (amount !== null && !Number.isSafeInteger(amount)) return `Lệ phí tính ra ${amount}, không phải số đồng nguyên.`;
  if (due <= start) return 'Ngày hẹn trả không sau lúc tiếp nhận.';
  papersFor(procedure, checked.answers, story.channel);
  for (const kind of ['submitted', 'received', 'done'] as const) writeMessage(procedure.messages, kind, sampleMessage);
  return undefined;
}

const sampleMessage = {
  name: 'Nông Thị Mẫu',
  procedure: 'Thủ tục mẫu',
  code: 'H55.1-261123-0001',
  unit: 'UBND xã Mẫu',
  link: 'http://localhost/tra-cuu',
  due: '17 giờ ngày 24/11/2026',
  newDue: '17 giờ ngày 26/11/2026',
  fee: '8.000 đồng',
  reason: 'lý do mẫu',
  items: '- Giấy mẫu',
  place: 'bàn một cửa',
  count: '2',
  until: '31/12/2026',
};
