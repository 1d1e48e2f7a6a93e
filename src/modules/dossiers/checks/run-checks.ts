import { localDate } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { thingsOf } from '../permits/thing.ts';
import type { Answers, ProcedureVersion } from '../procedures/index.ts';
import { type CheckFacts, checkFacts } from '../store/check-facts.ts';
import type { Dossier } from '../store/read.ts';
import type { CheckResult } from './check-result.ts';
import { askedPeriod } from './period.ts';
import { registry } from './registry.ts';
import type { Looked } from './subject.ts';

export type Checked = { dossier: Dossier; procedure: ProcedureVersion };

/** Looks at a dossier as its procedure says (máy kiểm tra), as things stand at `at`; nothing when the procedure has no checks. */
export async function runChecks(platform: Platform, { dossier, procedure, at }: Checked & { at: Date }): Promise<CheckResult[]> {
  return (await runChecksOfMany(platform, [{ dossier, procedure }], at)).get(dossier.id) ?? [];
}

/** The same for many dossiers: one statement, however many there are. */
export async function runChecksOfMany(platform: Platform, many: readonly Checked[], at: Date): Promise<Map<string, CheckResult[]>> {
  const asked = many
    .filter(({ procedure }) => procedure.checks.length > 0)
    .map((one) => ({ ...one, things: thingsOf(one.procedure, one.dossier.form as Answers) }));
  if (asked.length === 0) return new Map();
  const versions = new Map(asked.map(({ procedure }) => [procedure.code, procedure]));
  const facts = await checkFacts(platform.db, {
    ids: asked.map(({ dossier }) => dossier.id),
    asked: asked.flatMap(({ dossier, things }) => things.map((thing) => ({ thing, asker: dossier.id }))),
    procedures: [...versions.values()].map(({ code, result }) => ({ code, from: result.from ?? null, until: result.until ?? null })),
  });
  const known = byDossier(facts);
  return new Map(asked.map(({ dossier, procedure }) => [dossier.id, look(lookedAt(platform, { dossier, procedure, at }, known))]));
}

type Known = { permits: Map<string, CheckFacts['permits']>; others: Map<string, CheckFacts['others']>; papers: CheckFacts['papers'] };

/** With thousands of dossiers nobody may search a list for each of them. */
function byDossier({ permits, others, papers }: CheckFacts): Known {
  return { permits: Map.groupBy(permits, ({ asker }) => asker), others: Map.groupBy(others, ({ asker }) => asker), papers };
}

function lookedAt(platform: Platform, { dossier, procedure, at }: Checked & { at: Date }, known: Known): Looked {
  const ofSame = <T extends { procedureCode: string }>(found: T[] | undefined) =>
    (found ?? []).filter(({ procedureCode }) => procedureCode === dossier.procedureCode);
  return {
    dossier,
    procedure,
    period: askedPeriod(platform, procedure, dossier, at),
    sent: localDate(dossier.submittedAt),
    today: localDate(at),
    permits: ofSame(known.permits.get(dossier.id)),
    others: ofSame(known.others.get(dossier.id)),
    papers: new Set(known.papers[dossier.id]),
    plates: platform.profile.rules.plates.provinces,
  };
}

function look(looked: Looked): CheckResult[] {
  return looked.procedure.checks.flatMap((rule) => {
    const { title, look: find } = registry[rule.check];
    const named = { id: rule.id ?? rule.check, title: rule.title ?? title, rule: rule.rule, sure: rule.sure };
    return find(looked, rule).map((finding) => ({ ...named, ...finding }));
  });
}
