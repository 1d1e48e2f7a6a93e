import { formatDate, formatDateTime, formatLongDate, localDate, localParts } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { qrRows } from '#design/qr-rows.ts';
import type { Subject } from '../act.ts';
import { rowsOf } from '../assess/draft-fields.ts';
import { printResult, type ResultPaper } from '../papers/index.ts';
import { shortCodeOf } from '#kernel/credentials/index.ts';
import { shorten } from '#kernel/web/index.ts';
import { maskPeople } from '../permits/people.ts';
import { type Answers, answerTo, type FieldLine, fieldLines, type ProcedureVersion, provinceName } from '../procedures/index.ts';
import type { Result } from '../store/results.ts';
import { validity } from './validity.ts';

/** Which part of the paper is drawn: the text before anyone signs, what the signer shows, what the clerk adds with the seal. */
export type Layer = 'base' | 'person' | 'organisation';

/** Who signs and when, once it is known. */
export type SignerWords = { signer: string; title: string; signsAs: readonly string[]; at?: Date };

/** What the clerk's seal adds. `codeSince`: the code is younger than the paper. */
export type SealWords = { number: string; at: Date; qrText: string; shortCode: string; codeSince?: Date | undefined };

/** Draws one layer of a result; the same data always gives the same place on the page, so the layers fit over each other. */
export function printLayer(
  platform: Platform,
  subject: Subject,
  result: Result,
  layer: Layer,
  words: { signer?: SignerWords | undefined; seal?: SealWords },
): Promise<Uint8Array> {
  return printResult(platform.printing, result.template, {
    layer,
    ...contentOf(platform, subject, result),
    ...signerOf(words.signer),
    ...sealOf(words.seal),
    printedAt: subject.at.toISOString(),
  });
}

/** The draft as it would look now, before anyone has signed. */
export function draftPdf(platform: Platform, subject: Subject, result: Result): Promise<Uint8Array> {
  return printLayer(platform, subject, result, 'base', {});
}

/** What stands on the card for the phone: the sealed paper in few words. */
export function cardOf(platform: Platform, subject: Subject, result: Result): ResultPaper {
  const qrText = result.credentialText ?? '';
  return {
    layer: 'base',
    ...contentOf(platform, subject, result),
    about: subjectOf(subject, result),
    ...sealOf({ number: result.numberText ?? '', at: subject.at, qrText, shortCode: shortCodeOf(qrText) }),
    printedAt: subject.at.toISOString(),
  };
}

function contentOf(platform: Platform, { dossier, procedure, at }: Subject, result: Result) {
  const { organisations } = platform;
  const unit = organisations.unit(dossier.decidingUnit);
  const answers = dossier.form as Answers;
  const lines = linesOf(procedure, answers, result.position);
  // Frozen with the signature; a draft shows what it would be if it were signed now.
  const validUntil = result.validUntil ?? validity(platform, { dossier, procedure, at });
  const fields = (result.data.fields ?? {}) as Record<string, string>;
  return {
    agency: organisations.parentName(unit.id),
    unit: organisations.issuingName(unit.id),
    place: unit.level === 'agency' ? organisations.province().name : unit.name,
    title: result.title,
    fields,
    rows: rowsOf(procedure, answers).filter(([label]) => lines.some((line) => line.label === label)),
    body: (fields.body ?? '').split('\n').filter(Boolean),
    pass: passOf({ dossier, procedure }, result),
    valid: validUntil ? describeEnd(validUntil) : '',
    demo: platform.config.demo,
  };
}

/** Whom or what a result is about; what the officer wrote from the register counts before what the applicant said. */
export function subjectOf({ dossier, procedure }: Pick<Subject, 'dossier' | 'procedure'>, result: Result): string {
  const answers = dossier.form as Answers;
  const fields = (result.data.fields ?? {}) as Record<string, string>;
  const said = procedure.result.about.map((name) => String(answerTo(answers, name) ?? '')).filter(Boolean);
  return shorten(fields.name || said.join(' và ') || dossier.applicantName, 80);
}

/** «ngày 23/05/2027»; with its hour only where it does not end with the day. */
function describeEnd(at: Date): string {
  const { hour, minute } = localParts(at);
  return hour === 23 && minute === 59 ? `ngày ${formatDate(at)}` : formatDateTime(at);
}

/** Lines that belong to this paper: of a repeated part only its own item. */
function linesOf(procedure: ProcedureVersion, answers: Answers, position: number): FieldLine[] {
  const { each } = procedure.result;
  return fieldLines(procedure.form, answers).filter(({ name }) => !each || !name.startsWith(`${each}.`) || name.startsWith(`${each}.${position - 1}.`));
}

/** What a vehicle's paper says in its own places; people only as far as a windscreen may show them. */
export function passOf({ dossier, procedure }: Pick<Subject, 'dossier' | 'procedure'>, result: Pick<Result, 'data' | 'position'>): Record<string, string> {
  const answers = dossier.form as Answers;
  const lines = linesOf(procedure, answers, result.position);
  const said = (suffix: string) => lines.find(({ name }) => name.endsWith(suffix))?.shown ?? '';
  const fields = (result.data.fields ?? {}) as Record<string, string>;
  const people = answers.drivers;
  return {
    plate: said('.plate') || fields.registration || said('.registration'),
    kind: said('.badge'),
    type: said('.type'),
    capacity: said('.capacity'),
    purpose: said('period.purpose') || said('period.kind'),
    until: said('period.to'),
    origin: said('journey.from') || said('route.from'),
    destination: said('journey.to') || said('route.to'),
    goods: said('.goods'),
    stops: said('.stops'),
    way: said('.way'),
    unit: said('business.name') || said('applicant.name'),
    onBehalf: fields.onBehalf ? provinceName(procedure.profile, fields.onBehalf) : '',
    conditions: fields.conditions ?? '',
    people: Array.isArray(people) ? maskPeople(people) : '',
    from: said('period.from'),
  };
}

function signerOf(signer: SignerWords | undefined) {
  return signer ? { signer: signer.signer, signerTitle: signer.title, signsAs: [...signer.signsAs], signedAt: signer.at ? clockWords(signer.at) : '' } : {};
}

function sealOf(seal: SealWords | undefined) {
  if (!seal) return {};
  const codeSince = seal.codeSince ? formatDate(seal.codeSince) : '';
  return { number: seal.number, date: formatLongDate(seal.at), qr: qrRows(seal.qrText), shortCode: seal.shortCode, codeSince };
}

/** 23/11/2026 09:12:33 +07:00, as Phụ lục I of NĐ 30/2020 writes the time of signing. */
function clockWords(at: Date): string {
  const { hour, minute } = localParts(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${localDate(at).split('-').reverse().join('/')} ${two(hour)}:${two(minute)}:${two(at.getUTCSeconds())} +07:00`;
}
