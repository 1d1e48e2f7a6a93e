import { localDate } from '#kernel/calendar/index.ts';
import type { Asked, Kind } from '#kernel/credentials/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, standing, type Subject, take, type Target } from '../act.ts';
import { nameOf } from '../assess/assess.ts';
import { beforeLastUpdate } from '#kernel/signing/before-seal.ts';
import { refusalOf, stopAfter } from '../dossier.ts';
import { newId } from '../ids.ts';
import { nextNumber } from '../store/numbers.ts';
import { keepNumber, markSealed, type Result, resultsOf } from '../store/results.ts';
import type { Dossier } from '../store/read.ts';
import { keepIssued } from '../permits/keep.ts';
import { passOf, printLayer, type SealWords, type SignerWords, subjectOf } from './paper.ts';
import { validFrom } from './validity.ts';

/**
 * The clerk gives number and date and seals (vào số, đóng dấu): the organisation's signature is added to the leader's without touching
 * it, and shows number, date, seal and the QR by which anyone can verify the paper.
 */
export function seal(platform: Platform, actor: Actor, target: Target): Promise<Outcome> {
  return act(platform, actor, target, 'seal', async (subject) => {
    const results = await resultsOf(platform.db, subject.dossier.id);
    if (results.length === 0 || results.some(({ signedAt }) => !signedAt)) return { refusal: 'Kết quả chưa có chữ ký của lãnh đạo, chưa đóng dấu được.' };
    for (const result of results) await sealOne(platform, nameOf(actor), subject, result);
    return { to: stopAfter(subject.procedure.route, 'seal', subject.dossier), detail: { results: results.length } };
  });
}

/**
 * Enters the results in the clerk's book ahead of the seal (vào số), in a short transaction of its own: the book is one row that everybody
 * waits for, and printing and signing take a hundred times as long. A crash in between loses no number: the result keeps it until it is sealed.
 */
export async function giveNumbers(platform: Platform, actor: Actor, target: Target): Promise<void> {
  await platform.db.transaction(async () => {
    const dossier = await take(platform, actor, target.id);
    if (dossier?.revision !== target.revision || refusalOf('seal', standing(dossier, platform.profile.rules.clocks), actor)) return;
    for (const result of await resultsOf(platform.db, dossier.id)) if (result.signedAt) await numbered(platform, dossier, result);
  });
}

async function numbered(platform: Platform, { decidingUnit }: Dossier, result: Result): Promise<{ number: number; numberText: string }> {
  if (result.number !== null && result.numberText !== null) return { number: result.number, numberText: result.numberText };
  const number = await nextNumber(platform.db, decidingUnit, 'result', Number(localDate(platform.now()).slice(0, 4)));
  const signs = platform.profile.rules.result_signs;
  const given = { number, numberText: `${String(number).padStart(2, '0')}/${signs[result.template] ?? signs.default ?? 'KQ'}` };
  await keepNumber(platform.db, result.id, given);
  return given;
}

async function sealOne(platform: Platform, by: string, subject: Subject, result: Result): Promise<void> {
  const { dossier, at } = subject;
  const { number, numberText } = await numbered(platform, dossier, result);
  const signed = await platform.files.read(result.fileHash ?? '');
  if (!signed) throw new Error(`the signed file of result ${result.id} is missing`);
  const { credential, fileHash } = await sealFile(platform, subject, result, signed, { number: numberText, at });
  await markSealed(platform.db, result.id, { by, at, number, numberText, credentialId: credential.id, credentialText: credential.text, fileHash });
  await keepIssued(platform, subject, result, numberText);
}

/** The same paper with a new code and a new seal in place of the old one; what the leader signed stays as it is, byte for byte. */
export async function sealAgain(platform: Platform, subject: Subject, result: Result): Promise<Sealed> {
  const sealed = await platform.files.read(result.fileHash ?? '');
  if (!sealed) throw new Error(`không thấy tệp của giấy số ${result.numberText} trong kho`);
  const signed = beforeLastUpdate(sealed);
  if (!signed) throw new Error(`tệp của giấy số ${result.numberText} không còn bản trước khi đóng dấu`);
  const { at } = subject;
  return sealFile(platform, subject, result, signed, { number: result.numberText ?? '', at: result.sealedAt ?? at, codeSince: at });
}

type Sealed = { credential: { id: string; text: string }; fileHash: string };

async function sealFile(
  platform: Platform,
  subject: Subject,
  result: Result,
  signed: Uint8Array,
  { number, at: dated, codeSince }: Pick<SealWords, 'number' | 'at' | 'codeSince'>,
): Promise<Sealed> {
  const { dossier, at } = subject;
  const unit = { id: dossier.decidingUnit, name: platform.organisations.issuingName(dossier.decidingUnit) };
  const credential = await platform.credentials.issue({
    id: newId(at),
    unit,
    at,
    kind: kindOf(result.template),
    number,
    title: result.title,
    dossier: dossier.code,
    notBefore: validFrom({ ...subject, at: result.signedAt ?? at }),
    expires: result.validUntil,
    ...aboutOf(subject, result),
  });
  const shown = await printLayer(platform, subject, result, 'organisation', {
    signer: signerOf(result),
    seal: { number, at: dated, qrText: credential.text, shortCode: credential.shortCode, codeSince },
  });
  const file = await platform.files.put(await platform.signing.sealAsOrganisation(signed, unit, shown, at), { type: 'application/pdf' });
  return { credential, fileHash: file.hash };
}

function signerOf(result: Result): SignerWords | undefined {
  const signer = result.data.signer as (Omit<SignerWords, 'at'> & { at: string }) | undefined;
  return signer && { ...signer, at: new Date(signer.at) };
}

function kindOf(template: string): Kind {
  return template === 'vehicle-pass' ? 'vehicle-pass' : template.endsWith('-extract-copy') || template.endsWith('-extract') ? 'civil-status-extract' : 'result';
}

/** Whom the paper is about and what a checkpoint must know: no more than stands on it for everybody to read. */
function aboutOf(subject: Subject, result: Result): Pick<Asked, 'subject' | 'note' | 'onBehalf' | 'conditions' | 'people'> {
  const fields = (result.data.fields ?? {}) as Record<string, string>;
  const { plate, origin, destination, conditions = '', people = '' } = passOf(subject, result);
  // A letter for a firm names its vehicles and is about the firm.
  if (!plate || !subject.procedure.result.thing) return { subject: subjectOf(subject, result), note: (fields.birthDate ?? '').slice(-4) };
  return { subject: plate, note: [origin, destination].filter(Boolean).join(' → '), onBehalf: fields.onBehalf ?? '', conditions, people };
}
