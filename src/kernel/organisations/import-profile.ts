import { type Db, sql } from '#kernel/db/index.ts';
import type { Profile } from './profile.ts';

/** Writes a profile's units, days and rules; again changes only what the folder changed. */
export async function importProfile(db: Db, profile: Profile): Promise<void> {
  await db.transaction(async () => {
    await importUnits(db, profile);
    await db.run(sql`insert into kernel.calendar_days (date, kind, name, basis)
      select * from unnest(${profile.days.map((d) => d.date)}::date[], ${profile.days.map((d) => d.kind)}::text[], ${profile.days.map((d) => d.name)}::text[], ${profile.days.map((d) => d.basis)}::text[])
      on conflict (date) do update set kind = excluded.kind, name = excluded.name, basis = excluded.basis`);
    const { id, valid_from, valid_to } = profile.rules;
    await db.run(sql`insert into kernel.rule_sets (id, valid_from, valid_to, rules) values (${id}, ${valid_from}, ${valid_to}, ${JSON.stringify(profile.rules)}::jsonb)
      on conflict (id) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to, rules = excluded.rules`);
  });
}

async function importUnits(db: Db, { units }: Profile): Promise<void> {
  await db.run(sql`insert into kernel.units (id, code, kind, name, full_name, parent_id, valid_from, valid_to, identifier, lon, lat)
    select * from unnest(${units.map((u) => u.id)}::text[], ${units.map((u) => u.code)}::text[], ${units.map((u) => u.kind)}::text[], ${units.map((u) => u.name)}::text[],
      ${units.map((u) => u.full_name)}::text[], ${units.map((u) => u.parent)}::text[], ${units.map((u) => u.valid_from)}::date[], ${units.map((u) => u.valid_to)}::date[],
      ${units.map((u) => u.identifier)}::text[], ${units.map((u) => u.lon)}::float8[], ${units.map((u) => u.lat)}::float8[])
    on conflict (id) do update set code = excluded.code, kind = excluded.kind, name = excluded.name, full_name = excluded.full_name, parent_id = excluded.parent_id,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to, identifier = excluded.identifier, lon = excluded.lon, lat = excluded.lat`);
  const successions = units.flatMap((unit) => unit.successors.map((successor) => ({ unit: unit.id, successor })));
  await db.run(sql`insert into kernel.unit_successions (unit_id, successor_id)
    select * from unnest(${successions.map((s) => s.unit)}::text[], ${successions.map((s) => s.successor)}::text[]) on conflict do nothing`);
}
