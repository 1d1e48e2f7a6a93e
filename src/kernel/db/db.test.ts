import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { sql } from './index.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
  await base.owner.script('create table kernel.notes (id int primary key, words text)');
});
afterAll(() => base.drop());

test('values become parameters and pieces are spliced in order', () => {
  const piece = sql`words = ${'x'}`;
  const statement = sql`select * from kernel.notes where id = ${1} and ${piece} limit ${5}`;
  expect(statement.text).toBe('select * from kernel.notes where id = $1 and words = $2 limit $3');
  expect(statement.values).toEqual([1, 'x', 5]);
});

test('the same text has the same statement name, another text another', () => {
  expect(sql`select ${1}`.name).toBe(sql`select ${2}`.name);
  expect(sql`select ${1}`.name).not.toBe(sql`select  ${1}`.name);
});

test('a text that looks like SQL is stored as text', async () => {
  const nasty = `'); drop table kernel.notes; --`;
  await base.db.run(sql`insert into kernel.notes values (${1}, ${nasty})`);
  expect(await base.db.one(sql`select words from kernel.notes where id = ${1}`)).toEqual({ words: nasty });
});

test('an error inside a transaction takes back everything, also what an inner transaction wrote', async () => {
  const work = base.db.transaction(async () => {
    await base.db.run(sql`insert into kernel.notes values (${2}, 'outer')`);
    await base.db.transaction(() => base.db.run(sql`insert into kernel.notes values (${3}, 'inner')`));
    throw new Error('the line dropped');
  });
  await expect(work).rejects.toThrow('the line dropped');
  expect(await base.db.many(sql`select id from kernel.notes where id in (2, 3)`)).toEqual([]);
});

test('the role of the program cannot change the schema', async () => {
  await expect(base.db.script('create table kernel.mine (id int)')).rejects.toThrow(/permission denied/);
});
