import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { describeSchema, schemaFile } from '../scripts/write-schema.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

test('docs/schema.sql shows what the migrations make; when this fails: node scripts/write-schema.ts', async () => {
  expect(await readFile(schemaFile, 'utf8')).toBe(await describeSchema(base.owner));
});

describe("the program's role", () => {
  const histories = ['kernel.audit', 'kernel.audit_chain'];

  test.each(histories)('may not change, delete or empty %s, nor make itself its owner', async (table) => {
    for (const statement of [
      `update ${table} set ${table === 'kernel.audit' ? 'action' : 'position'} = default`,
      `delete from ${table}`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} disable trigger all`,
      `create rule nothing as on insert to ${table} do instead nothing`,
      `alter table ${table} owner to motcua_app`,
    ])
      await expect(base.db.script(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  });

  test('owns nothing, is no superuser, and cannot become another role', async () => {
    const owned = await base.db.many(sql`select c.oid::regclass::text as name from pg_class c where c.relowner = 'motcua_app'::regrole
      union all select p.oid::regprocedure::text from pg_proc p where p.proowner = 'motcua_app'::regrole
      union all select n.nspname from pg_namespace n where n.nspowner = 'motcua_app'::regrole`);
    expect(owned).toEqual([]);
    const role = await base.db.one(sql`select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
      exists (select from pg_auth_members where member = oid) as member from pg_roles where rolname = 'motcua_app'`);
    expect(
      Object.values(role as object).every((may) => may === false),
      JSON.stringify(role),
    ).toBe(true);
    for (const statement of ['set role motcua_owner', 'set session_replication_role = replica', 'create schema mine', 'create table kernel.mine (a int)'])
      await expect(base.db.script(statement), statement).rejects.toThrow(/permission denied/);
  });
});
