import type { Recovery } from '#kernel/credentials/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Subject } from '../act.ts';
import { procedureVersion } from '../procedures/index.ts';
import { sealAgain } from '../sign/seal.ts';
import { changeDossier } from '../store/change.ts';
import { permitById } from '../store/permits.ts';
import { takeDossier } from '../store/read.ts';
import { holdReissue, markReissue } from '../store/reissues.ts';
import { markReissued, type Result, resultsOf } from '../store/results.ts';

/** Who stands in the history: nobody decided anything anew. */
const byItself = 'Hệ thống, sau khi khóa ký bị lộ';

/**
 * Gives every paper of one dossier that lost its trust a new code (cấp lại mã): number, date, term and the leader's signature stay; the code
 * and the seal are new, and the old code is called replaced. All of it, with history and audit record, in one transaction.
 */
export function issueAnew(platform: Platform, recovery: Recovery, dossierId: string): Promise<void> {
  const { db, credentials, now } = platform;
  return db.transaction(async () => {
    if (!(await holdReissue(db, recovery.id, dossierId))) return;
    const dossier = await takeDossier(db, dossierId, 'proven');
    if (!dossier) throw new Error(`dossier ${dossierId} is gone`);
    const subject: Subject = { dossier, procedure: await procedureVersion(db, dossier.procedureId), at: now() };
    const sealed = (await resultsOf(db, dossier.id)).filter(({ credentialId, revokedAt }) => credentialId && !revokedAt);
    const lost = await credentials.lostAmong(sealed.map(({ credentialId }) => credentialId ?? ''));
    const renewed: object[] = [];
    for (const result of sealed.filter(({ credentialId }) => lost.has(credentialId ?? ''))) renewed.push(await renew(platform, subject, result));
    // Taken back, over or issued anew since it was listed.
    if (renewed.length === 0) return markReissue(db, recovery.id, dossier.id, { state: 'left', at: subject.at });
    const { state, step, holderUnit, holderRole, decidingUnit } = dossier;
    await changeDossier(db, {
      dossierId: dossier.id,
      revision: dossier.revision,
      verb: 'reissue',
      at: subject.at,
      actor: { id: null, name: byItself, unitId: decidingUnit },
      to: { state, step, holderUnit, holderRole },
      note: 'Mã cũ trên giấy không dùng được nữa. Hãy tải lại và in lại.',
      detail: { recovery: recovery.id, results: renewed },
    });
    await markReissue(db, recovery.id, dossier.id, { state: 'done', papers: renewed.length, at: subject.at });
  });
}

async function renew(platform: Platform, subject: Subject, result: Result): Promise<object> {
  const { credentials, db } = platform;
  const { at } = subject;
  const { credential, fileHash } = await sealAgain(platform, subject, result);
  await credentials.replace(result.credentialId ?? '', credential.id, at);
  const permit = await permitById(db, result.id);
  if (permit?.suspendedAt) await credentials.suspend(credential.id, permit.suspendedWhy ?? '', byItself, at);
  await markReissued(db, result.id, { credentialId: credential.id, credentialText: credential.text, fileHash });
  return { result: result.id, number: result.numberText, oldCredential: result.credentialId, newCredential: credential.id, oldFile: result.fileHash };
}
