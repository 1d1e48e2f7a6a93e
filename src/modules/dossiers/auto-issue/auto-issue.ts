import { z } from 'zod';
import type { Rule } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Outcome } from '../act.ts';
import { draftFieldsOf, proposeDraft } from '../assess/draft-fields.ts';
import { assess } from '../assess/assess.ts';
import { allClear, freeze, runChecks } from '../checks/index.ts';
import type { Step } from '../dossier.ts';
import { type Answers, procedureVersion, type ProcedureVersion } from '../procedures/index.ts';
import { receive } from '../receive/receive.ts';
import { approve } from '../sign/approve.ts';
import { giveNumbers, seal } from '../sign/seal.ts';
import { autoCounts, type AutoIssue, autoIssueOf, holdSwitch, insertAutoIssue, markIssued, markLeft, switchOf } from '../store/auto-issues.ts';
import { type Dossier, dossierById } from '../store/read.ts';

const submitted = z.object({ dossierId: z.uuid() });
const hourMs = 3_600_000;

/** Hangs issuing by rule into the outbox; where the era does not allow it nothing listens at all. */
export function listenForAutoIssue(platform: Platform): void {
  if (!platform.profile.rules.auto_issue.allowed) return;
  platform.outbox.on('dossier.submitted', 'look whether a rule may issue', submitted, ({ payload }) => lookAt(platform, payload.dossierId));
  platform.outbox.on('auto-issue.begun', 'issue by rule', submitted, ({ payload }) => issueByRule(platform, payload.dossierId), {
    long: true,
    attempts: 50,
    firstWait: 2,
  });
}

type Found = { dossier: Dossier; procedure: ProcedureVersion; auto: NonNullable<ProcedureVersion['auto_issue']> };

/** Decides once for a dossier whether the rule issues it (xem có tự động cấp không); everything else goes the ordinary way. */
export async function lookAt(platform: Platform, dossierId: string): Promise<void> {
  const dossier = await dossierById(platform.db, dossierId);
  if (dossier?.state !== 'submitted') return;
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  if (!procedure.auto_issue) return;
  const found = { dossier, procedure, auto: procedure.auto_issue };
  await platform.db.transaction(() => decide(platform, found));
  platform.outbox.wake();
}

async function decide(platform: Platform, { dossier, procedure, auto }: Found): Promise<void> {
  const { db, profile } = platform;
  const at = platform.now();
  const turned = await holdSwitch(db, dossier.decidingUnit, procedure.code);
  if (!turned?.on) return;
  const limits = profile.rules.auto_issue;
  const counts = await autoCounts(db, { unitId: dossier.decidingUnit, procedureCode: procedure.code }, at, new Date(at.getTime() - hourMs));
  const checks = await runChecks(platform, { dossier, procedure, at });
  const why = leftBecause(allClear(checks), counts.lastHour >= limits.most_per_hour, limits.most_per_hour, needsOfficer(procedure, dossier));
  const fresh = await insertAutoIssue(db, {
    dossierId: dossier.id,
    procedureCode: procedure.code,
    unitId: dossier.decidingUnit,
    outcome: why ? 'left' : 'issuing',
    said: why ?? null,
    rule: auto.rule,
    allowedBy: `${turned.byPosition} ${turned.byName}`,
    allowedAt: turned.at,
    basis: `${limits.by}; ${limits.basis}`,
    checks: freeze(checks),
    decidedAt: at,
    // The first of every so many is looked at by an officer afterwards.
    sample: !why && counts.all % limits.sample_one_in === 0,
  });
  if (fresh && !why) await platform.outbox.add('auto-issue.begun', { dossierId: dossier.id });
}

function leftBecause(clear: boolean, full: boolean, most: number, field: string | undefined): string | undefined {
  if (!clear) return 'Kiểm tra có điều cần người xem.';
  if (full) return `Đã đủ ${most.toLocaleString('vi')} giấy tự động trong một giờ; hồ sơ này do cán bộ xử lý.`;
  return field && `Cần cán bộ ghi «${field}».`;
}

/** What only an officer can write on this paper. */
function needsOfficer(procedure: ProcedureVersion, { form }: Dossier): string | undefined {
  const proposed = proposeDraft(procedure, form as Answers);
  return draftFieldsOf(procedure).find(({ id, optional }) => !optional && !proposed[id])?.label;
}

/**
 * Takes a dossier through the steps that still wait, each a transaction of its own (cấp theo quy tắc). Called again after a crash it
 * goes on where it stood; what an officer has taken into his own hands meanwhile stays there.
 */
export async function issueByRule(platform: Platform, dossierId: string): Promise<void> {
  for (;;) {
    const decided = await autoIssueOf(platform.db, dossierId);
    const dossier = await dossierById(platform.db, dossierId);
    if (decided?.outcome !== 'issuing' || !dossier) return;
    if (dossier.state === 'done' || dossier.state === 'given-back') return markIssued(platform.db, dossierId, dossier.finishedAt ?? platform.now());
    const off = dossier.step !== 'seal' && !(await switchOf(platform.db, decided.unitId, decided.procedureCode))?.on;
    if (off) return markLeft(platform.db, dossierId, 'Lãnh đạo đã tắt tự động cấp khi hồ sơ đang được xử lý.');
    const outcome = await doStep(platform, ruleOf(decided), dossier);
    if (!outcome || !('done' in outcome)) return markLeft(platform.db, dossierId, outcome?.refusal ?? 'Cán bộ đã xử lý hồ sơ này.');
  }
}

/** The rule as an actor: no person, and its name says so. */
export function ruleOf({ procedureCode, unitId, rule, allowedBy, allowedAt, decidedAt }: AutoIssue): Rule {
  return { kind: 'rule', id: `rule:${procedureCode}`, name: `Hệ thống, theo quy tắc «${rule}»`, unitId, allowedBy, allowedAt: allowedAt ?? decidedAt };
}

async function doStep(platform: Platform, rule: Rule, dossier: Dossier): Promise<Outcome> {
  const target = { id: dossier.id, revision: dossier.revision };
  const byStep: Partial<Record<Step, () => Promise<Outcome>>> = {
    receive: () => receive(platform, rule, target),
    assess: async () => {
      const fields = proposeDraft(await procedureVersion(platform.db, dossier.procedureId), dossier.form as Answers);
      return assess(platform, rule, target, { fields, opinion: '' });
    },
    approve: () => approve(platform, rule, target),
    seal: async () => {
      await giveNumbers(platform, rule, target);
      return seal(platform, rule, target);
    },
  };
  const step = dossier.step ? byStep[dossier.step] : undefined;
  return step ? step() : { refusal: 'Cán bộ đã xử lý hồ sơ này.' };
}
