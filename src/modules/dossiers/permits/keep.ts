import type { Platform } from '#kernel/platform.ts';
import type { Subject } from '../act.ts';
import { type Answers, answerTo, fieldLines, type ProcedureVersion } from '../procedures/index.ts';
import { keepPermit } from '../store/permits.ts';
import type { Result } from '../store/results.ts';
import { validFrom } from '../sign/validity.ts';
import { foldThing } from './thing.ts';

/** Enters what was just sealed into the registry of permits, so that it can be found by what it is for, suspended, and renewed. */
export async function keepIssued(platform: Platform, { dossier, procedure, at }: Subject, result: Result, numberText: string): Promise<void> {
  const answers = dossier.form as Answers;
  const fields = (result.data.fields ?? {}) as Record<string, string>;
  const shown = fields.registration || thingOf(procedure, answers, result.position);
  await keepPermit(platform.db, {
    id: result.id,
    dossierId: dossier.id,
    procedureCode: dossier.procedureCode,
    unitId: dossier.decidingUnit,
    numberText,
    thing: foldThing(shown),
    shown,
    holder: dossier.applicantName,
    holderPhone: dossier.applicantPhone,
    issuedAt: at,
    validFrom: validFrom({ dossier, procedure, at: result.signedAt ?? at }),
    validUntil: result.validUntil,
    origin: said(answers, 'journey.from'),
    destination: said(answers, 'journey.to'),
    onBehalfOf: fields.onBehalf || null,
    conditions: fields.conditions ?? '',
  });
}

/** What this result is for, as it stands on the paper; of a repeated part that of its own item. */
function thingOf({ form, result }: ProcedureVersion, answers: Answers, position: number): string {
  const { thing, each } = result;
  if (!thing) return '';
  const [part, question] = thing.split('.');
  const name = part === each ? `${part}.${position - 1}.${question}` : thing;
  return fieldLines(form, answers).find((line) => line.name === name)?.shown ?? '';
}

function said(answers: Answers, field: string): string | null {
  const answer = answerTo(answers, field);
  return answer === undefined ? null : String(answer);
}
