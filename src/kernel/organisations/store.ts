import { type Db, sql } from '#kernel/db/index.ts';
import { type OrganisationData, type Organisations, organise, type Position, type RuleSet, type Succession } from './organisations.ts';
import type { ProfileDay } from './profile.ts';
import { rulesSchema } from './rules.ts';
import { levels, type Unit } from './unit.ts';

/** Reads the tree, positions, days and rule sets into memory; read again after an import. `rules` say which province is served. */
export async function organisations(db: Db, rules: { province: string }): Promise<Organisations> {
  return organise(await readAll(db), rules.province);
}

async function readAll(db: Db): Promise<OrganisationData> {
  const [units, successions, positions, ruleSets, days] = await Promise.all([
    db.many<
      Omit<Unit, 'level'>
    >(sql`select id, code, kind, name, full_name as "fullName", parent_id as "parentId", valid_from as "validFrom", valid_to as "validTo",
      identifier, lon, lat from kernel.units order by name collate "vi-x-icu", id`),
    db.many<Succession>(sql`select unit_id as "unitId", successor_id as "successorId", part from kernel.unit_successions order by unit_id, part, successor_id`),
    db.many<Position>(sql`select id, levels, title, roles, signs_as as "signsAs" from kernel.positions order by id`),
    db.many<RuleSet>(sql`select id, valid_from as "validFrom", valid_to as "validTo", rules from kernel.rule_sets order by valid_from`),
    db.many<ProfileDay>(sql`select date, kind, name, basis from kernel.calendar_days order by date`),
  ]);
  return {
    units: units.map((unit) => ({ ...unit, level: levels[unit.kind] ?? 'agency' })),
    successions,
    positions,
    ruleSets: ruleSets.map((set) => ({ ...set, rules: rulesSchema.parse(set.rules) })),
    days,
  };
}
