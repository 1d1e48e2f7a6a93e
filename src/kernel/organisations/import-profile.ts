import { type Db, sql } from '#kernel/db/index.ts';
import type { Profile } from './profile.ts';

/** Writes a profile's units, positions, days and rules in one transaction; a second time it changes only what the folder changed. */
export async function importProfile(db: Db, profile: Profile): Promise<void> {
  await db.transaction(async () => {
    await importUnits(db, profile);
    await importSuccessions(db, profile);
    await importPositions(db, profile);
    await importDays(db, profile);
    await importRules(db, profile);
  });
}

function importUnits(db: Db, { units }: Profile): Promise<number> {
  return db.run(sql`insert into kernel.units as held (id, code, kind, name, full_name, parent_id, valid_from, valid_to, identifier, lon, lat, basis)
    select * from unnest(${units.map((u) => u.id)}::text[], ${units.map((u) => u.code)}::text[], ${units.map((u) => u.kind)}::text[], ${units.map((u) => u.name)}::text[],
      ${units.map((u) => u.full_name)}::text[], ${units.map((u) => u.parent)}::text[], ${units.map((u) => u.valid_from)}::date[], ${units.map((u) => u.valid_to)}::date[],
      ${units.map((u) => u.identifier)}::text[], ${units.map((u) => u.lon)}::float8[], ${units.map((u) => u.lat)}::float8[], ${units.map((u) => u.basis)}::text[])
    on conflict (id) do update set code = excluded.code, kind = excluded.kind, name = excluded.name, full_name = excluded.full_name, parent_id = excluded.parent_id,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, identifier = excluded.identifier, lon = excluded.lon, lat = excluded.lat, basis = excluded.basis
    where held.* is distinct from excluded.*`);
}

/** Successors of the folder's units are exactly those of the folder; units that only other profiles have keep theirs. */
async function importSuccessions(db: Db, { units }: Profile): Promise<void> {
  const rows = units.flatMap((unit) => unit.successors.map((next) => ({ unit: unit.id, ...next })));
  await db.run(sql`delete from kernel.unit_successions where unit_id = any(${units.map(({ id }) => id)}::text[])
    and not (unit_id || ' ' || successor_id) = any(${rows.map(({ unit, id }) => `${unit} ${id}`)}::text[])`);
  await db.run(sql`insert into kernel.unit_successions (unit_id, successor_id, part)
    select * from unnest(${rows.map(({ unit }) => unit)}::text[], ${rows.map(({ id }) => id)}::text[], ${rows.map(({ part }) => part)}::text[])
    on conflict (unit_id, successor_id) do update set part = excluded.part`);
}

async function importPositions(db: Db, { positions }: Profile): Promise<void> {
  for (const { id, levels, title, roles, signsAs } of positions) {
    await db.run(sql`insert into kernel.positions (id, levels, title, roles, signs_as) values (${id}, ${levels}::text[], ${title}, ${roles}::text[], ${signsAs}::text[])
      on conflict (id) do update set levels = excluded.levels, title = excluded.title, roles = excluded.roles, signs_as = excluded.signs_as`);
  }
}

function importDays(db: Db, { days }: Profile): Promise<number> {
  return db.run(sql`insert into kernel.calendar_days as held (date, kind, name, basis)
    select * from unnest(${days.map((d) => d.date)}::date[], ${days.map((d) => d.kind)}::text[], ${days.map((d) => d.name)}::text[], ${days.map((d) => d.basis)}::text[])
    on conflict (date) do update set kind = excluded.kind, name = excluded.name, basis = excluded.basis where held.* is distinct from excluded.*`);
}

function importRules(db: Db, { rules }: Profile): Promise<number> {
  return db.run(sql`insert into kernel.rule_sets (id, valid_from, valid_to, rules) values (${rules.id}, ${rules.valid_from}, ${rules.valid_to}, ${JSON.stringify(rules)}::jsonb)
    on conflict (id) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to, rules = excluded.rules`);
}
