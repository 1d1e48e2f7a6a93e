import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { mayPostpone, type ClockRules } from './clocks.ts';
import { isOver, type Refusal, refusalOf, type Standing, type Verb } from './dossier.ts';
import { procedureVersion, type ProcedureVersion } from './procedures/index.ts';
import { type Change, changeDossier } from './store/change.ts';
import { type Dossier, takeDossier } from './store/read.ts';

/** What a verb works on: the dossier as the actor may see it, and the procedure version it is pinned to. */
export type Subject = { dossier: Dossier; procedure: ProcedureVersion; at: Date };

/** Which page the actor acted from: a revision that has passed means somebody else was faster. */
export type Target = { id: string; revision: number };

/** What a verb decides: the new standing, and what it leaves behind. */
export type Plan = Pick<Change, 'to' | 'note' | 'detail' | 'slipId' | 'set'>;

type Planning = (subject: Subject) => Plan | Refusal | Promise<Plan | Refusal>;

export type Outcome = { done: Dossier } | Refusal | undefined;

/**
 * Does one verb with one dossier: looks it up as this actor may see it, asks the table of moves, lets `plan` decide,
 * and writes state, event, audit and outbox with everything `plan` wrote, in one transaction.
 * Undefined when there is no such dossier for this actor.
 */
export function act(platform: Platform, actor: Actor, target: Target, verb: Verb, plan: Planning): Promise<Outcome> {
  return platform.db
    .transaction(() => attempt(platform, actor, target, verb, plan))
    .catch((error: unknown) => {
      if (error instanceof Refused) return error.why;
      throw error;
    });
}

/** Thrown to undo whatever a plan had written before it refused. */
class Refused extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why.refusal);
    this.why = why;
  }
}

async function attempt(platform: Platform, actor: Actor, target: Target, verb: Verb, plan: Planning): Promise<Outcome> {
  const dossier = await take(platform, actor, target.id);
  if (!dossier) return undefined;
  const refusal = refusalOf(verb, standing(dossier, platform.profile.rules.clocks), actor) ?? staleness(dossier, target);
  if (refusal) return refusal;
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  const at = platform.now();
  const planned = await plan({ dossier, procedure, at });
  if ('refusal' in planned) throw new Refused(planned);
  // Finished is when the result is ready: a citizen who fetches it late does not make the office late.
  const finishes = !dossier.finishedAt && (isOver(planned.to.state) || planned.to.state === 'done');
  const set = finishes ? { finishedAt: at, ...planned.set } : planned.set;
  await changeDossier(platform.db, { dossierId: dossier.id, revision: dossier.revision, verb, at, actor: signature(actor, dossier), ...planned, set });
  return { done: { ...dossier, ...planned.to, revision: dossier.revision + 1 } };
}

/** The dossier as this actor may see it, held until the transaction ends: of two who press at once the second finds the first one's work. */
export function take(platform: Platform, actor: Actor, id: string): Promise<Dossier | undefined> {
  // A citizen comes here only after code and phone were proven for exactly this dossier; a rule only for one that was put before it.
  return takeDossier(platform.db, id, actor.kind === 'officer' ? actor : 'proven');
}

const tooLate: Refusal = { refusal: 'Hồ sơ vừa được người khác xử lý trong lúc bạn đang xem. Hãy xem lại rồi làm tiếp.' };

function staleness(dossier: Dossier, target: Target): Refusal | undefined {
  return dossier.revision === target.revision ? undefined : tooLate;
}

/** The part of a dossier that the table of moves looks at, under the rules of its era. */
export function standing({ state, step, holderUnit, holderRole, receivingUnit, decidingUnit, postponedAt }: Dossier, rules: ClockRules): Standing {
  return { state, step, holderUnit, holderRole, receivingUnit, decidingUnit, mayPostpone: mayPostpone(postponedAt ? 1 : 0, rules) };
}

/** How the actor stands in history: an officer by account, a citizen by the name on the dossier. */
export function signature(actor: Actor, dossier: { applicantName: string }): Change['actor'] {
  if (actor.kind === 'rule') return { id: actor.id, name: actor.name, unitId: actor.unitId };
  return actor.kind === 'officer' ? { id: actor.accountId, name: actor.name, unitId: actor.unitId } : { id: null, name: dossier.applicantName, unitId: null };
}
