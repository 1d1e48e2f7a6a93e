import { type Calendar, type Day } from '#kernel/calendar/index.ts';
import type { Role } from '#kernel/identity/actor.ts';
import { foldText } from './fold-text.ts';
import type { ProfileDay } from './profile.ts';
import { calendarOf, type Rules } from './rules.ts';
import { exists, type Unit, type UnitLevel } from './unit.ts';

export type Position = { id: string; levels: readonly UnitLevel[]; title: string; roles: readonly Role[]; signsAs: readonly string[] };
export type Succession = { unitId: string; successorId: string; part: 'full' | 'partial' };
export type RuleSet = { id: string; validFrom: Day; validTo: Day | null; rules: Rules };

/** Everything of this room as it stands in the database: a few hundred rows that every page needs. */
export type OrganisationData = {
  units: readonly Unit[];
  successions: readonly Succession[];
  positions: readonly Position[];
  ruleSets: readonly RuleSet[];
  days: readonly ProfileDay[];
};

/** Questions about units, positions and rules, answered from memory. */
export type Organisations = ReturnType<typeof organise>;

/** Answers from data already read; `provinceId` is the unit this installation serves. Units come in Vietnamese order. */
export function organise(data: OrganisationData, provinceId: string) {
  const tree = treeOf(data);
  return {
    ...tree,
    ...namesOf(data, tree),
    /** The unit this installation serves. */
    province: () => tree.unit(provinceId),
    /** Positions that a unit of this level can have. */
    positionsOf: (id: string) => data.positions.filter(({ levels }) => levels.includes(tree.unit(id).level)),
    ruleSetOn: (on: Day) => ruleSetOn(data.ruleSets, on),
    /** Working hours, holidays and swap days under the rules of a day. */
    calendarOn: (on: Day): Calendar => calendarOf(ruleSetOn(data.ruleSets, on).rules, data.days),
    days: () => data.days,
  };
}

function treeOf({ units, successions }: OrganisationData) {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const nextOf = Map.groupBy(successions, ({ unitId }) => unitId);
  const childrenOf = Map.groupBy(units, ({ parentId }) => parentId);
  const words = new Map(units.map(({ id, fullName }) => [id, ` ${foldText(fullName)}`]));

  /** Throws for an id that never existed; units that are gone are found like any other. */
  function unit(id: string): Unit {
    const found = byId.get(id);
    if (!found) throw new Error(`there is no unit ${id}`);
    return found;
  }
  /** Who stands on a day where the unit stood: itself while it exists, else its successors, followed through; none where a level was abolished. */
  function successors(id: string, on: Day): Unit[] {
    const found = unit(id);
    if (exists(found, on)) return [found];
    return [...new Set((nextOf.get(id) ?? []).flatMap(({ successorId }) => successors(successorId, on)))];
  }
  const ids = units.map(({ id }) => id);
  return {
    unit,
    /** Every unit there is or was. */
    ids: () => ids,
    successors,
    find: (id: string) => byId.get(id),
    parent: (id: string) => byId.get(unit(id).parentId ?? ''),
    /** Where the unit went directly, and whether whole or in part. */
    successionsOf: (id: string): readonly Succession[] => nextOf.get(id) ?? [],
    unitByCode: (code: string, on: Day) => units.find((candidate) => candidate.code === code && exists(candidate, on)),
    children: (id: string, on: Day) => (childrenOf.get(id) ?? []).filter((child) => exists(child, on)),
    /** Units of a kind as their names say it: xã, phường, huyện, cơ quan. */
    unitsOfKind: (kind: string, on: Day) => units.filter((candidate) => candidate.kind === kind && exists(candidate, on)),
    /** Units of a level that exist on this day. */
    at: (level: UnitLevel, on: Day) => units.filter((candidate) => candidate.level === level && exists(candidate, on)),
    /** Units whose words begin as typed, with or without accents: «sang moc» finds Xã Sảng Mộc. Those that exist on `on` come first. */
    searchUnits(text: string, on: Day, most = 20): Unit[] {
      const typed = foldText(text).split(' ').filter(Boolean);
      if (typed.length === 0) return [];
      const found = units.filter(({ id }) => typed.every((word) => words.get(id)?.includes(` ${word}`)));
      return [...found.filter((one) => exists(one, on)), ...found.filter((one) => !exists(one, on))].slice(0, most);
    },
    /** The unit that decides: the named department as it is called on that day, or the receiving unit itself. */
    decidingUnit(receivingUnit: string, department: string | null | undefined, on: Day): string {
      if (!department) return receivingUnit;
      const [now] = successors(department, on);
      if (!now) throw new Error(`nobody has taken over from ${department} on ${on}`);
      return now.id;
    },
    /** Mã định danh in the dossier code; throws for a unit that has none, because it cannot receive. */
    identifierCode(id: string): string {
      const { identifier } = unit(id);
      if (!identifier) throw new Error(`unit ${id} has no identifier code`);
      return identifier;
    },
  };
}

function namesOf({ ruleSets }: OrganisationData, { unit }: ReturnType<typeof treeOf>) {
  /** As it signs: «Ủy ban nhân dân xã Sảng Mộc», «Sở Tư pháp». */
  function issuingName(id: string): string {
    const { level, name, fullName, validTo } = unit(id);
    if (level === 'agency') return name;
    const { rules } = validTo ? ruleSetOn(ruleSets, validTo) : lastOf(ruleSets);
    return `${rules.issuing_name[level]} ${fullName.charAt(0).toLowerCase()}${fullName.slice(1)}`;
  }
  return {
    issuingName,
    /** The body above as the head of a paper names it (cơ quan chủ quản); empty for a province. */
    parentName: (id: string) => (unit(id).parentId ? issuingName(unit(id).parentId ?? '') : ''),
  };
}

/** The rule set in force on a day; in a gap the last one before it, so that a demo of 2021 runs today; before all of them, the first. */
function ruleSetOn(ruleSets: readonly RuleSet[], on: Day): RuleSet {
  const begun = ruleSets.filter(({ validFrom }) => validFrom <= on);
  const inForce = begun.filter(({ validTo }) => validTo === null || on <= validTo);
  if (inForce.length > 0) return lastOf(inForce);
  return begun.length > 0 ? lastOf(begun) : (ruleSets.toSorted(byStart)[0] ?? lastOf([]));
}

function lastOf(ruleSets: readonly RuleSet[]): RuleSet {
  const last = ruleSets.toSorted(byStart).at(-1);
  if (!last) throw new Error('no rule set has been imported');
  return last;
}

function byStart(a: RuleSet, b: RuleSet): number {
  return a.validFrom.localeCompare(b.validFrom);
}
