import { type Db, sql } from '#kernel/db/index.ts';
import { type LocalDate } from '#kernel/calendar/index.ts';
import type { Rules } from './profile.ts';

/** The three levels at which a procedure can be offered; districts exist until 30/6/2025. */
export type UnitLevel = 'province' | 'district' | 'commune' | 'agency';

export type Unit = {
  id: string;
  code: string;
  kind: string;
  level: UnitLevel;
  name: string;
  fullName: string;
  parentId: string | null;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  identifier: string | null;
  lon: number | null;
  lat: number | null;
  successors: readonly string[];
};

/** The organisation tree in memory: a few hundred rows that every page needs. */
export type Organisations = {
  /** Throws for an id that never existed; historical units are found like any other. */
  unit(id: string): Unit;
  find(id: string): Unit | undefined;
  /** Units of a level that exist on this day, in Vietnamese order. */
  at(level: UnitLevel, on: LocalDate): Unit[];
  /** Who stands where the unit stood, on this day: itself while it exists, else its successors, followed through. */
  successors(id: string, on: LocalDate): Unit[];
  /** As it signs: «Ủy ban nhân dân xã Sảng Mộc», «Sở Tư pháp». */
  issuingName(id: string): string;
  /** The body above, as the head of a paper names it. */
  parentName(id: string): string;
  province(): Unit;
};

const levels: Record<string, UnitLevel> = {
  tỉnh: 'province',
  huyện: 'district',
  'thành phố': 'district',
  'thị xã': 'district',
  xã: 'commune',
  phường: 'commune',
  'thị trấn': 'commune',
  'cơ quan': 'agency',
};

type Row = Omit<Unit, 'level'>;

/** Loads the tree; `rules` say which province this installation serves. */
export async function loadOrganisations(db: Db, rules: Rules): Promise<Organisations> {
  const rows =
    await db.many<Row>(sql`select u.id, u.code, u.kind, u.name, u.full_name as "fullName", u.parent_id as "parentId", u.valid_from as "validFrom", u.valid_to as "validTo",
    u.identifier, u.lon, u.lat, coalesce((select array_agg(s.successor_id order by s.successor_id) from kernel.unit_successions s where s.unit_id = u.id), '{}') as successors
    from kernel.units u order by u.name collate "vi-x-icu", u.id`);
  return organise(
    rows.map((row) => ({ ...row, level: levels[row.kind] ?? 'agency' })),
    rules,
  );
}

function organise(units: readonly Unit[], rules: Rules): Organisations {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  function unit(id: string): Unit {
    const found = byId.get(id);
    if (!found) throw new Error(`there is no unit ${id}`);
    return found;
  }
  function issuingName(id: string): string {
    const { level, name, fullName } = unit(id);
    return level === 'agency' ? name : `${rules.issuing_name[level] ?? ''} ${lowerKind(fullName)}`.trim();
  }
  function successors(id: string, on: LocalDate): Unit[] {
    const found = unit(id);
    return exists(found, on) ? [found] : found.successors.flatMap((next) => successors(next, on));
  }
  return {
    unit,
    find: (id) => byId.get(id),
    at: (level, on) => units.filter((candidate) => candidate.level === level && exists(candidate, on)),
    successors,
    issuingName,
    parentName: (id) => (unit(id).parentId ? issuingName(unit(id).parentId ?? '') : ''),
    province: () => unit(rules.province),
  };
}

/** «Xã Sảng Mộc» inside a sentence is «xã Sảng Mộc». */
function lowerKind(fullName: string): string {
  return fullName.charAt(0).toLowerCase() + fullName.slice(1);
}

export function exists(unit: Unit, on: LocalDate): boolean {
  return (unit.validFrom === null || unit.validFrom <= on) && (unit.validTo === null || on <= unit.validTo);
}
