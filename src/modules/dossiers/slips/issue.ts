import { describeLimit, formatDate, formatDateTime, localDate } from '#kernel/calendar/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Subject } from '../act.ts';
import { punctuality, punctualityNames } from '../clocks.ts';
import { type Answers, fold, limitOf } from '../procedures/index.ts';
import { newId } from '../ids.ts';
import { nextNumber } from '../store/numbers.ts';
import { eventsOf, papersOf } from '../store/read.ts';
import { insertSlip, type SlipKind } from '../store/slips.ts';

/**
 * Issues a slip (phiếu) inside the caller's transaction: it takes the next number of its unit and year and freezes
 * everything that stands on the paper. Printing and signing come later and change nothing of it (TT 01/2018 Đ9; forms by era in the profile).
 */
export async function issueSlip(platform: Platform, kind: SlipKind, subject: Subject, actor: Actor, words: object = {}): Promise<string> {
  const { dossier, at } = subject;
  const form = platform.profile.rules.slips.find((slip) => slip.kind === kind);
  if (!form) throw new Error(`the rules of ${platform.profile.id} have no slip «${kind}»`);
  const unitId = actor.kind === 'officer' ? actor.unitId : dossier.receivingUnit;
  const year = Number(localDate(at).slice(0, 4));
  const number = await nextNumber(platform.db, unitId, `slip.${kind}`, year);
  const issuedBy = actor.kind === 'anyone' ? 'Hệ thống' : actor.name;
  const data = {
    ...(await common(platform, subject, unitId)),
    history: await history(platform, subject, kind === 'control' ? actor : undefined),
    form: form.number,
    title: form.name,
    number: `${String(number).padStart(2, '0')}/${form.sign}`,
    officer: issuedBy,
    ...wordsOf(words),
  };
  const id = newId(at);
  const slip = { id, dossierId: dossier.id, kind, unitId, number, year, issuedAt: at, issuedBy, data };
  await insertSlip(platform.db, slip, fold(`${dossier.code} ${data.number} ${dossier.applicantName} ${form.name}`));
  return id;
}

async function common(platform: Platform, { dossier, procedure, at }: Subject, unitId: string) {
  const { organisations } = platform;
  const unit = organisations.unit(unitId);
  const papers = await papersOf(platform.db, dossier.id);
  return {
    agency: organisations.parentName(unitId),
    unit: organisations.issuingName(unitId),
    place: unit.name,
    issuedOn: formatDate(at),
    issuedAt: formatDateTime(at),
    code: dossier.code,
    procedure: dossier.procedureName,
    applicant: {
      name: dossier.applicantName,
      address: dossier.applicantAddress ?? '',
      phone: dossier.applicantPhone ?? '',
      email: dossier.applicantEmail ?? '',
    },
    papers: papers.map((paper) => ({ name: paper.name, copy: paper.fileHash ? 'bản điện tử' : 'bản giấy', count: 1 })),
    sets: 1,
    limit: describeLimit(limitOf(procedure, dossier.channel, { answers: dossier.form as Answers })),
    receivedAt: formatDateTime(dossier.receivedAt ?? at),
    dueAt: dossier.dueAt ? formatDateTime(dossier.dueAt) : '',
    fee: dossier.fee,
    returnMode: dossier.returnMode,
    trackUrl: `${platform.config.publicUrl}/tra-cuu?ma=${encodeURIComponent(dossier.code)}`,
    demo: platform.config.demo,
  };
}

/** The hand-overs of the life so far, as the control sheet lists them; `closing` hands over as this sheet is made. */
async function history(platform: Platform, { dossier, at }: Subject, closing?: Actor) {
  const events = await eventsOf(platform.db, dossier.id);
  const past = events.map((event) => ({ ...event, who: event.actorName, note: event.note ?? '' }));
  const [unitId, who] = closing?.kind === 'officer' ? [closing.unitId, closing.name] : [null, `${dossier.applicantName} (tự tải về)`];
  const last = closing ? [{ at, unitId, who, verb: 'giveBack', note: '' }] : [];
  return [...past, ...last].map(({ at: when, unitId, who, verb, note }) => ({
    at: formatDateTime(when),
    unit: unitId ? platform.organisations.unit(unitId).fullName : '',
    who,
    verb,
    note,
    // The hand-over of a finished result is as punctual as the result was, however late it is fetched.
    standing: punctualityNames[punctuality(verb === 'giveBack' ? (dossier.finishedAt ?? when) : when, dossier.dueAt, when)],
  }));
}

/** Words of a verb become text on paper: dates as they are written here. */
function wordsOf(words: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, value instanceof Date ? formatDateTime(value) : value]));
}
