import { dueAt, localDate } from '#kernel/calendar/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { dossierCodeParts } from '../dossier-code.ts';
import { type RouteStop, standAt, stopAfter } from '../dossier.ts';
import { type Answers, feeOf, limitOf, type ProcedureVersion } from '../procedures/index.ts';
import { thingsOf } from '../permits/thing.ts';
import { wordsToFindBy } from '../words-to-find-by.ts';
import { insertDossier, type NewDossier, type NewPaper, type Written } from '../store/submit.ts';

/** A filing that has passed its form: checked answers, stored papers, and the unit it goes to. */
export type Filing = {
  /** Made when the form was drawn; sending the same form twice makes one dossier. */
  requestId: string;
  procedure: ProcedureVersion;
  answers: Answers;
  applicant: NewDossier['applicant'];
  papers: readonly NewPaper[];
  channel: NewDossier['channel'];
  receivingUnit: string;
  returnMode: string;
};

/**
 * Submits a dossier (nộp hồ sơ): one statement writes it with its code, papers, event, audit record and outbox row.
 * A dossier entered at the desk is received in the same moment; one sent online waits for the desk.
 */
export function submit(platform: Platform, actor: Actor, filing: Filing): Promise<Written> {
  return insertDossier(platform.db, newDossier(platform, actor, filing));
}

/** A filing as it is written the first time: its units, first stop, promise and fee. */
export function newDossier(platform: Platform, actor: Actor, filing: Filing): NewDossier {
  const { procedure, applicant, receivingUnit } = filing;
  const at = platform.now();
  const day = localDate(at);
  const units = { receivingUnit, decidingUnit: platform.organisations.decidingUnit(receivingUnit, procedure.department, day) };
  const entered = actor.kind === 'officer';
  const things = thingsOf(procedure, filing.answers);
  return {
    id: filing.requestId,
    ...dossierCodeParts(platform.profile.rules.dossier_code, platform.organisations.unit(receivingUnit).identifier, day),
    day,
    procedureId: procedure.id,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    ruleSet: platform.profile.id,
    channel: filing.channel,
    ...units,
    ...firstStop(procedure.route, units, entered),
    applicant,
    form: filing.answers,
    things,
    fee: feeOf(procedure, filing.answers).amount,
    returnMode: filing.returnMode,
    at,
    receivedAt: entered ? at : null,
    dueAt: dueAt(at, limitOf(procedure, filing.channel, filing), platform.calendar),
    papers: filing.papers,
    actor: entered ? { id: actor.accountId, name: actor.name, unitId: actor.unitId } : { id: null, name: applicant.name, unitId: null },
    verb: entered ? 'enter' : 'submit',
    words: wordsToFindBy({ applicant, things, ...units }),
  };
}

function firstStop(route: readonly RouteStop[], units: { receivingUnit: string; decidingUnit: string }, entered: boolean) {
  const [first] = route;
  if (!first) throw new Error('a route has at least one stop');
  return entered && first.step === 'receive' ? stopAfter(route, 'receive', units) : standAt(first, units);
}
