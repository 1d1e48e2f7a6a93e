import type { Actor, Role } from '#kernel/identity/actor.ts';

/** The states of a dossier (hồ sơ); finer than the ten of the National Portal, mapped to them by the profile's table. */
export const states = [
  'submitted',
  'received',
  'awaiting-supplement',
  'assessing',
  'awaiting-approval',
  'awaiting-seal',
  'done',
  'given-back',
  'intake-refused',
  'refused',
  'withdrawn',
  'stopped',
] as const;
export type State = (typeof states)[number];

/** The steps a procedure's route is made of, in the order they can stand in. */
export const steps = ['receive', 'assess', 'approve', 'seal', 'give-back'] as const;
export type Step = (typeof steps)[number];

/** One stop of a route: what is done there, by which role, at the unit that received or the one that decides. */
export type RouteStop = { step: Step; role: Role; at: 'receiving' | 'deciding' };

/** What can be done with a dossier, named as people say it. */
export type Verb =
  | 'submit'
  | 'enter'
  | 'receive'
  | 'refuseIntake'
  | 'askForMore'
  | 'supplement'
  | 'assess'
  | 'sendBack'
  | 'approve'
  | 'seal'
  | 'giveBack'
  | 'refuse'
  | 'withdraw'
  | 'stop'
  | 'apologise'
  | 'pay'
  | 'revoke'
  | 'suspend'
  | 'reinstate'
  | 'reissue';

/** The part of a dossier that the rules look at. */
export type Standing = {
  state: State;
  step: Step | null;
  holderUnit: string | null;
  holderRole: Role | null;
  receivingUnit: string;
  decidingUnit: string;
  /** The rules of the era still leave it a postponement. */
  mayPostpone: boolean;
};

export type Refusal = { refusal: string };

type Move = { from: readonly State[]; by: 'holder' | 'citizen' | 'receiving-desk' | 'processing' | 'deciding-leader' | 'nobody' };

const beforeSignature: readonly State[] = ['received', 'assessing', 'awaiting-approval'];

/** Every allowed step of a life, in one place. `submit` and `enter` begin a life, so they start from no state. */
const moves: Record<Verb, Move> = {
  submit: { from: [], by: 'citizen' },
  enter: { from: [], by: 'receiving-desk' },
  receive: { from: ['submitted'], by: 'holder' },
  refuseIntake: { from: ['submitted'], by: 'holder' },
  askForMore: { from: ['submitted', 'received', 'assessing'], by: 'holder' },
  supplement: { from: ['awaiting-supplement'], by: 'citizen' },
  assess: { from: ['received', 'assessing'], by: 'holder' },
  sendBack: { from: ['awaiting-approval'], by: 'holder' },
  approve: { from: ['awaiting-approval'], by: 'holder' },
  seal: { from: ['awaiting-seal'], by: 'holder' },
  // A citizen gives it back to himself: by fetching what he asked to have electronically.
  giveBack: { from: ['done'], by: 'citizen' },
  refuse: { from: beforeSignature, by: 'holder' },
  withdraw: { from: ['submitted', 'awaiting-supplement', ...beforeSignature], by: 'citizen' },
  stop: { from: [...beforeSignature, 'awaiting-supplement'], by: 'processing' },
  apologise: { from: [...beforeSignature, 'awaiting-seal'], by: 'processing' },
  pay: { from: [...beforeSignature, 'awaiting-seal', 'done'], by: 'receiving-desk' },
  revoke: { from: ['done', 'given-back'], by: 'deciding-leader' },
  suspend: { from: ['done', 'given-back'], by: 'deciding-leader' },
  reinstate: { from: ['done', 'given-back'], by: 'deciding-leader' },
  // Follows from a recovery (reissue/), and nobody decides it for one dossier.
  reissue: { from: ['done', 'given-back'], by: 'nobody' },
};

const over: readonly State[] = ['given-back', 'intake-refused', 'refused', 'withdrawn', 'stopped'];

/** True when nothing more will happen to the dossier, except that a result may be revoked. */
export function isOver(state: State): boolean {
  return over.includes(state);
}

/** Why this actor may not do this with this dossier, in words he can act on; undefined when he may. */
export function refusalOf(verb: Verb, dossier: Standing, actor: Actor): Refusal | undefined {
  const move = moves[verb];
  if (!move.from.includes(dossier.state)) return { refusal: `Hồ sơ đang ở trạng thái «${stateNames[dossier.state]}», không ${verbNames[verb]} được nữa.` };
  if (verb === 'apologise' && !dossier.mayPostpone) return { refusal: 'Hồ sơ này không còn được hẹn lại nữa: quy định giới hạn số lần hẹn lại.' };
  if (!mayMove(verb, move, dossier, actor)) return { refusal: `Việc ${verbNames[verb]} đang thuộc người khác giữ hồ sơ.` };
  return undefined;
}

/** What a rule may do by itself, where a leader of the deciding unit has allowed it. */
const ruleVerbs: readonly Verb[] = ['receive', 'assess', 'approve', 'seal'];

function mayMove(verb: Verb, move: Move, dossier: Standing, actor: Actor): boolean {
  if (move.by === 'nobody') return false;
  if (actor.kind === 'rule') return ruleVerbs.includes(verb) && actor.unitId === dossier.decidingUnit;
  if (move.by === 'citizen') return actor.kind === 'anyone' || isAt(actor, dossier.receivingUnit, 'desk');
  if (actor.kind !== 'officer') return false;
  if (move.by === 'receiving-desk') return isAt(actor, dossier.receivingUnit, 'desk');
  if (move.by === 'deciding-leader') return isAt(actor, dossier.decidingUnit, 'leader');
  const holds = dossier.holderRole !== null && isAt(actor, dossier.holderUnit, dossier.holderRole);
  if (move.by === 'holder') return holds;
  return holds || (actor.unitId === dossier.decidingUnit && actor.roles.some((role) => ['civil-status', 'specialist', 'leader'].includes(role)));
}

function isAt(actor: Actor, unitId: string | null, role: Role): boolean {
  return actor.kind === 'officer' && actor.unitId === unitId && actor.roles.includes(role);
}

const entering: Record<Step, State> = { receive: 'submitted', assess: 'received', approve: 'awaiting-approval', seal: 'awaiting-seal', 'give-back': 'done' };

/** Where a dossier stands after `done` is finished: next state, step and holder. Throws when the route has no next stop. */
export function stopAfter(route: readonly RouteStop[], done: Step, units: { receivingUnit: string; decidingUnit: string }) {
  const next = route[route.findIndex((stop) => stop.step === done) + 1];
  if (!next) throw new Error(`the route has no step after ${done}`);
  return standAt(next, units);
}

/** Where a dossier stands when it enters a stop of its route. */
export function standAt(stop: RouteStop, units: { receivingUnit: string; decidingUnit: string }) {
  return { state: entering[stop.step], step: stop.step, holderUnit: stop.at === 'receiving' ? units.receivingUnit : units.decidingUnit, holderRole: stop.role };
}

/** The stop of a step in a route; undefined when the route does without it. */
export function stopOf(route: readonly RouteStop[], step: Step): RouteStop | undefined {
  return route.find((stop) => stop.step === step);
}

/** What a citizen reads; the profile may name states otherwise for an era. */
export const stateNames: Record<State, string> = {
  submitted: 'Mới nộp, chờ tiếp nhận',
  received: 'Đã tiếp nhận',
  'awaiting-supplement': 'Chờ bổ sung',
  assessing: 'Đang xử lý',
  'awaiting-approval': 'Đang trình ký',
  'awaiting-seal': 'Đã ký, chờ vào số và đóng dấu',
  done: 'Đã có kết quả',
  'given-back': 'Đã trả kết quả',
  'intake-refused': 'Không được tiếp nhận',
  refused: 'Bị từ chối giải quyết',
  withdrawn: 'Đã rút',
  stopped: 'Dừng giải quyết',
};

export const verbNames: Record<Verb, string> = {
  submit: 'nộp',
  enter: 'nhập tại bàn',
  receive: 'tiếp nhận',
  refuseIntake: 'từ chối tiếp nhận',
  askForMore: 'yêu cầu bổ sung',
  supplement: 'bổ sung',
  assess: 'thẩm định',
  sendBack: 'trả lại để sửa',
  approve: 'ký duyệt',
  seal: 'vào số, đóng dấu',
  giveBack: 'trả kết quả',
  refuse: 'từ chối giải quyết',
  withdraw: 'rút',
  stop: 'dừng giải quyết',
  apologise: 'xin lỗi và hẹn lại',
  pay: 'thu lệ phí',
  revoke: 'thu hồi kết quả',
  suspend: 'đình chỉ kết quả',
  reinstate: 'cho dùng lại kết quả',
  reissue: 'cấp lại mã',
};
