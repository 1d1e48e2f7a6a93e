import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Outcome, standing, type Target } from '../act.ts';
import { askableItems, askForMore, type WrongItem } from '../ask-for-more/ask-for-more.ts';
import { assess, refuse, sendBack } from '../assess/assess.ts';
import { draftFieldsOf, proposeDraft } from '../assess/draft-fields.ts';
import { refusalOf, type Step, type Verb } from '../dossier.ts';
import { giveBack } from '../give-back/give-back.ts';
import { type Answers, procedureVersion } from '../procedures/index.ts';
import { receive, refuseIntake } from '../receive/receive.ts';
import { approve } from '../sign/approve.ts';
import { seal } from '../sign/seal.ts';
import type { BatchVerb, BatchWords } from '../store/batches.ts';
import type { Dossier } from '../store/read.ts';
import { resultsOf } from '../store/results.ts';

export type Asked = { verb: BatchVerb; words: BatchWords };

/** The usual way forward; to hand over what is finished is never part of agreeing. */
const forward: Partial<Record<Step, Verb>> = { receive: 'receive', assess: 'assess', approve: 'approve', seal: 'seal' };

/** What comes next for this officer with this dossier; undefined when nothing (more) does. */
export function nextVerb(platform: Platform, asked: BatchVerb, officer: Officer, dossier: Dossier, done: readonly Verb[]): Verb | undefined {
  if (asked !== 'agree') return done.length === 0 ? asked : undefined;
  const verb = dossier.step ? forward[dossier.step] : undefined;
  // The first step is tried in any case, so that the table of moves says why it cannot be.
  if (!verb || done.length === 0) return verb;
  return refusalOf(verb, standing(dossier, platform.profile.rules.clocks), officer) ? undefined : verb;
}

/** Does one verb exactly as the dossier's own page would. */
export function doVerb(platform: Platform, officer: Officer, dossier: Dossier, verb: Verb, words: BatchWords): Promise<Outcome> | Outcome {
  const target: Target = { id: dossier.id, revision: dossier.revision };
  const { reason = '', basis = '', item = '', label = '' } = words;
  if (verb === 'receive') return receive(platform, officer, target);
  if (verb === 'assess') return assessAsProposed(platform, officer, target, dossier);
  if (verb === 'approve') return approve(platform, officer, target);
  if (verb === 'seal') return seal(platform, officer, target);
  if (verb === 'giveBack') return giveBackElectronic(platform, officer, target, dossier);
  if (verb === 'sendBack') return sendBack(platform, officer, target, reason);
  if (verb === 'askForMore') return askFor(platform, officer, target, dossier, { item, label, why: reason });
  if (verb === 'refuseIntake') return refuseIntake(platform, officer, target, { reason, basis });
  if (verb === 'refuse') return refuse(platform, officer, target, { reason, basis });
  throw new Error(`${verb} is not done in bulk`);
}

/** The draft as the page would propose it, with what was written before on top. */
async function assessAsProposed(platform: Platform, officer: Officer, target: Target, dossier: Dossier): Promise<Outcome> {
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  const [earlier] = await resultsOf(platform.db, dossier.id);
  const fields: Record<string, string> = {
    ...proposeDraft(procedure, dossier.form as Answers),
    ...(earlier?.data.fields as Record<string, string> | undefined),
  };
  const missing = draftFieldsOf(procedure).find(({ id, optional }) => !optional && !fields[id]);
  if (missing) return { refusal: `Hồ sơ này cần ghi «${missing.label}» trước khi trình ký: hãy mở ra làm riêng.` };
  return assess(platform, officer, target, { fields, opinion: '' });
}

async function askFor(platform: Platform, officer: Officer, target: Target, dossier: Dossier, wrong: WrongItem): Promise<Outcome> {
  const has = askableItems(await procedureVersion(platform.db, dossier.procedureId), dossier).has(wrong.item);
  if (!has) return { refusal: `Hồ sơ này không có mục «${wrong.label}» để yêu cầu bổ sung.` };
  return askForMore(platform, officer, target, [wrong]);
}

function giveBackElectronic(platform: Platform, officer: Officer, target: Target, dossier: Dossier): Promise<Outcome> | Outcome {
  if (dossier.returnMode !== 'online') return { refusal: 'Kết quả này trả bản giấy: hãy ghi nhận từng người đến nhận.' };
  return giveBack(platform, officer, target, { how: 'electronic', receiver: dossier.applicantName, shown: '' });
}
