import { formatDate, formatDateTime } from '#kernel/calendar/index.ts';
import type { Actor, Officer, Rule } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Subject, type Target } from '../act.ts';
import { keepDrafts, nameOf } from '../assess/assess.ts';
import { allClear, checksAtDecision } from '../checks/index.ts';
import { stopAfter } from '../dossier.ts';
import { resultsOf, markSigned, type Result } from '../store/results.ts';
import { printLayer, type SignerWords } from './paper.ts';
import { validity } from './validity.ts';

/**
 * The leader approves and signs (ký duyệt): every result is printed as it stands, signed with the leader's own key, and frozen.
 * Number and date come afterwards, from the clerk (NĐ 30/2020: after the signature).
 */
export function approve(platform: Platform, actor: Actor, target: Target): Promise<Outcome> {
  return act(platform, actor, target, 'approve', async (subject) => {
    if (actor.kind === 'anyone') throw new Error('a citizen signs nothing');
    const until = validity(platform, subject);
    if (until && until <= subject.at)
      return { refusal: `Kết quả này hết hạn từ ${formatDateTime(until)}: không ký giấy đã hết hạn. Hãy trả lại để người nộp sửa thời gian.` };
    const seen = await checksAtDecision(platform, subject);
    if (actor.kind === 'rule' && !allClear(seen.checks ?? [])) return { refusal: 'Kiểm tra không còn đều đạt; cần cán bộ xem.' };
    let results = await resultsOf(platform.db, subject.dossier.id);
    if (results.length === 0) {
      // A procedure without an assessment (certification at the desk) goes straight from the desk to the leader.
      await keepDrafts(platform, subject, {}, nameOf(actor));
      results = await resultsOf(platform.db, subject.dossier.id);
    }
    for (const result of results) await (actor.kind === 'rule' ? printOne(platform, actor, subject, result) : signOne(platform, actor, subject, result));
    return { to: stopAfter(subject.procedure.route, 'approve', subject.dossier), detail: { results: results.length, ...seen } };
  });
}

async function signOne(platform: Platform, actor: Officer, subject: Subject, result: Result): Promise<void> {
  const { at, dossier } = subject;
  const signer: SignerWords = { signer: actor.name, title: actor.position, signsAs: signsAs(platform, actor), at };
  const validUntil = validity(platform, subject);
  const base = await printLayer(platform, subject, { ...result, validUntil }, 'base', { signer });
  const shown = await printLayer(platform, subject, { ...result, validUntil }, 'person', { signer });
  const person = {
    accountId: actor.accountId,
    name: actor.name,
    title: actor.position,
    organisation: platform.organisations.issuingName(dossier.decidingUnit),
  };
  const signed = await platform.signing.signAsPerson(base, person, shown, at);
  const file = await platform.files.put(signed, { type: 'application/pdf', by: actor.accountId });
  await markSigned(platform.db, result.id, {
    by: actor.name,
    at,
    validUntil,
    fileHash: file.hash,
    data: { ...result.data, signer: { ...signer, at: at.toISOString() } },
  });
}

/**
 * What a rule issues carries no person's signature, because no person signs: the paper says so, and who allowed it. The organisation's
 * seal, which comes next, is the only signature in the file.
 */
async function printOne(platform: Platform, rule: Rule, subject: Subject, result: Result): Promise<void> {
  const { at } = subject;
  const signer: SignerWords = { signer: `${rule.allowedBy} cho phép từ ${formatDate(rule.allowedAt)}`, title: '', signsAs: ['Cấp tự động theo quy tắc'], at };
  const validUntil = validity(platform, subject);
  const base = await printLayer(platform, subject, { ...result, validUntil }, 'base', { signer });
  const file = await platform.files.put(base, { type: 'application/pdf' });
  const data = { ...result.data, signer: { ...signer, at: at.toISOString() }, byRule: rule.id };
  await markSigned(platform.db, result.id, { by: rule.name, at, validUntil, fileHash: file.hash, data });
}

/** The lines above a signature, by the position held: «TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH». */
function signsAs(platform: Platform, actor: Officer): readonly string[] {
  const position = platform.organisations.positionsOf(actor.unitId).find(({ title }) => title === actor.position);
  return position && position.signsAs.length > 0 ? position.signsAs : [actor.position.toLocaleUpperCase('vi')];
}
