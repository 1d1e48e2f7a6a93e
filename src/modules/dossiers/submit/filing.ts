import { localDate } from '#kernel/calendar/index.ts';
import type { Unit } from '#kernel/organisations/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { FormValues } from '#kernel/web/index.ts';
import { isId, newId } from '../ids.ts';
import { type Answers, applicantOf, type Channel, checkForm, type Paper, papersFor, type ProcedureVersion, returnModeOf } from '../procedures/index.ts';
import type { NewPaper } from '../store/submit.ts';
import { judgeDays } from './asked-days.ts';
import { type KeptPaper, readKept } from './kept-papers.ts';
import type { Filing } from './submit.ts';

/** What a person typed and kept so far, whichever page it comes from. */
export type Typing = { values: FormValues; kept: KeptPaper[]; requestId: string };

export type Reading = { filing: Filing; warnings: Record<string, string> } | { errors: Record<string, string>; warnings: Record<string, string> };

/** Takes a sent form apart: answers as typed, papers already stored, and the id that makes a double sending one dossier. */
export function readTyping(platform: Platform, values: FormValues): Typing {
  const requestId = values.request?.[0] ?? '';
  return { values, kept: readKept(platform, values), requestId: isId(requestId) ? requestId : newId(platform.now()) };
}

/** Checks everything at once; each wrong place has one sentence under the name of its field. */
export function readFiling(platform: Platform, procedure: ProcedureVersion, typing: Typing, channel: Channel, unitId: string | undefined): Reading {
  const checked = checkForm(procedure.form, typing.values);
  const days = judgeDays(procedure, typing.values, localDate(platform.now()));
  const warnings = { ...checked.warnings, ...days.warnings };
  const unit = receivingUnits(platform, procedure).find(({ id }) => id === unitId);
  const errors: Record<string, string> = { ...days.errors, ...checked.errors };
  if (!unit) errors.unit = 'Hãy chọn nơi nộp hồ sơ.';
  if (checked.errors) return { errors, warnings };
  const wanted = papersFor(procedure, checked.answers, channel);
  Object.assign(errors, missingPapers(wanted, typing.kept, channel));
  if (!unit || Object.keys(errors).length > 0) return { errors, warnings };
  return { filing: makeFiling(procedure, checked.answers, typing, channel, unit, wanted), warnings };
}

/** A filing of answers that were checked before. */
export function makeFiling(procedure: ProcedureVersion, answers: Answers, typing: Typing, channel: Channel, unit: Unit, wanted: readonly Paper[]): Filing {
  const { name, phone, email, number, address } = applicantOf(answers);
  return {
    requestId: typing.requestId,
    procedure,
    answers,
    applicant: { name, phone, email, number, address },
    papers: wanted.flatMap((paper) => papersOf(paper, typing.kept)),
    channel,
    receivingUnit: unit.id,
    returnMode: returnModeOf(answers),
  };
}

function papersOf(paper: Paper, kept: readonly KeptPaper[]): NewPaper[] {
  return kept
    .filter((file) => file.paper === paper.id)
    .map((file, position) => ({ paper: paper.id, position, name: paper.name, fileHash: file.hash, fileType: file.type, fileSize: file.size }));
}

/** Online a paper that is only shown at the desk may be left out; the officer still sees it when the result is fetched. */
export function missingPapers(wanted: readonly Paper[], kept: readonly KeptPaper[], channel: Channel): Record<string, string> {
  if (channel !== 'online') return {};
  const missing = wanted.filter((paper) => !paper.optional && paper.kind !== 'present' && !kept.some((file) => file.paper === paper.id));
  return Object.fromEntries(missing.map((paper) => [`paper.${paper.id}`, `Hãy gửi ảnh chụp: ${paper.name}.`]));
}

/** The units whose desk takes this procedure today: the department that decides, or every commune. */
export function receivingUnits(platform: Platform, procedure: ProcedureVersion): Unit[] {
  const today = localDate(platform.now());
  const { organisations } = platform;
  if (procedure.moved) return [];
  return procedure.offered_by.flatMap((level) => {
    if (level !== 'province') return organisations.at(level, today);
    return procedure.department ? organisations.successors(procedure.department, today) : [];
  });
}
