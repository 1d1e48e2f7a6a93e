import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDb, sql } from '#kernel/db/index.ts';
import { anyone } from '#kernel/identity/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { auditCommand } from './cli.ts';
import { type Audit, auditColumns, openAudit } from './index.ts';

const secretKey = 'a secret of at least thirty-two characters';
const dossier = { kind: 'dossier', id: 'd1' };
const officer = {
  kind: 'officer',
  accountId: 'a1',
  name: 'Hoàng Văn Sơn (mẫu)',
  unitId: 'u1',
  unitName: 'UBND xã',
  position: 'Công chức',
  roles: ['desk'],
} as const;

let base: TestDatabase;
let audit: Audit;
let dataDir: string;

beforeEach(async () => {
  base = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'motcua-audit-'));
  audit = openAudit(base.db, { dataDir, secretKey }, () => new Date('2026-11-23T01:00:00Z'));
});
afterEach(async () => {
  await base.drop();
  await rm(dataDir, { recursive: true, force: true });
});

test('what was recorded and sealed is found whole, by the command too', async () => {
  await audit.record({ action: 'dossier.submit', actor: anyone, subject: dossier, detail: { b: 1, a: 'ộ' } });
  await audit.recordRead(officer, dossier, '10.0.0.7');
  await audit.recordRead(officer, dossier);
  expect(await sealAll(3)).toBe(3);
  const printed: string[] = [];
  expect(await auditCommand(['verify'], { audit, print: (line) => printed.push(line) })).toBe(0);
  expect(printed).toEqual(['Nhật ký nguyên vẹn: 3 dòng nhật ký, 0 mốc neo.']);
  expect((await audit.about(dossier)).map(({ action, actorName, ip }) => [action, actorName, ip])).toEqual([
    ['read', officer.name, null],
    ['read', officer.name, '10.0.0.7'],
    ['dossier.submit', null, null],
  ]);
});

test('a record is taken back with the transaction that wrote it', async () => {
  const work = base.db.transaction(async () => {
    await audit.record({ action: 'x', actor: anyone, subject: dossier });
    throw new Error('the line dropped');
  });
  await expect(work).rejects.toThrow();
  expect(await audit.about(dossier)).toEqual([]);
});

test('a record of a transaction still open waits, is chained once when it ends, and hides nobody else for ever', async () => {
  const slow = openDb(base.appUrl, 1);
  await slow.script('begin');
  await slow.run(sql`insert into kernel.audit (${auditColumns}) values (now(), null, null, null, 'slow', 'dossier', 'd0', '{}')`);
  await audit.record({ action: 'fast', actor: anyone, subject: dossier });
  expect(await audit.seal()).toBe(0);
  await slow.script('commit');
  await slow.close();
  expect(await sealAll(2)).toBe(2);
  for (let i = 0; i < 5; i++) await audit.record({ action: `n${i}`, actor: anyone, subject: dossier });
  expect(await sealAll(5)).toBe(5);
  expect((await audit.verify()).faults).toEqual([]);
});

test('twenty writers and four sealers at once chain every record exactly once', async () => {
  const others = [2, 3, 4].map(() => openAudit(base.db, { dataDir, secretKey }, () => new Date()));
  const writers = Array.from({ length: 20 }, async (_, w) => {
    for (let i = 0; i < 15; i++)
      await base.db.transaction(async () => void (await audit.record({ action: `w${w}`, actor: anyone, subject: dossier, detail: { i } })));
  });
  const sealers = [audit, ...others].map(async (one) => {
    for (let i = 0; i < 30; i++) await one.seal();
  });
  await Promise.all([...writers, ...sealers]);
  await sealAll(0);
  await until(async () => (await audit.verify()).records === 300);
  expect((await audit.verify()).faults).toEqual([]);
  const { positions, last } = await base.db.one<{ positions: number; last: number }>(
    sql`select count(*) as positions, max(position) as last from kernel.audit_chain`,
  );
  expect([positions, last]).toEqual([300, 300]);
});

test('the program may not change, delete, truncate, or choose ids, and not even the owner may', async () => {
  await audit.record({ action: 'x', actor: anyone, subject: dossier });
  await sealAll(1);
  const forbidden = [
    `update kernel.audit set action = 'y'`,
    'delete from kernel.audit',
    'truncate kernel.audit',
    'update kernel.audit_chain set position = 9',
    'delete from kernel.audit_chain',
    'truncate kernel.audit_chain',
  ];
  for (const statement of forbidden) {
    await expect(base.db.script(statement)).rejects.toThrow(/permission denied/);
    await expect(base.owner.script(statement)).rejects.toThrow(/append-only/);
  }
  await expect(base.db.script(`insert into kernel.audit (txid, action) values ('1', 'x')`)).rejects.toThrow(/permission denied/);
});

const tampering = [
  { what: 'a changed record', by: `update kernel.audit set detail = '{"i": 99}' where id = 3`, fault: { kind: 'changed', position: 3, auditId: 3 } },
  {
    what: 'a changed hour',
    by: `update kernel.audit set at = at + interval '1 microsecond' where id = 4`,
    fault: { kind: 'changed', position: 4, auditId: 4 },
  },
  { what: 'a missing record', by: 'delete from kernel.audit where id = 5', fault: { kind: 'missing', position: 5, auditId: 5 } },
  {
    what: 'a missing link',
    by: 'delete from kernel.audit where id = 6; delete from kernel.audit_chain where position = 6',
    fault: { kind: 'gap', position: 6 },
  },
  {
    what: 'two records that changed places',
    by: 'update kernel.audit_chain set position = -position where position in (2, 3); update kernel.audit_chain set position = 5 + position where position in (-2, -3)',
    fault: { kind: 'reordered', position: 2, auditId: 3 },
  },
  {
    what: 'a record slipped in',
    by: `update kernel.audit_chain set settled = 8; insert into kernel.audit (id, action) overriding system value values (-1, 'slipped')`,
    fault: { kind: 'inserted', auditId: -1 },
  },
  {
    what: 'a tail cut off',
    by: 'delete from kernel.audit where id > 6; delete from kernel.audit_chain where position > 6',
    fault: { kind: 'truncated', position: 8, anchoredAt: '2026-11-23T01:00:00.000Z' },
  },
];

test.each(tampering)('verification finds $what and says where', async ({ by, fault }) => {
  for (let i = 1; i <= 8; i++) await audit.record({ action: 'n', actor: anyone, subject: dossier, detail: { i } });
  await sealAll(8);
  await audit.anchor();
  expect((await audit.verify()).faults).toEqual([]);
  await asTamperer(base.owner, by);
  expect((await audit.verify()).faults).toContainEqual(fault);
});

test('a chain computed anew from its beginning differs from its anchors', async () => {
  for (let i = 1; i <= 4; i++) await audit.record({ action: 'n', actor: anyone, subject: dossier });
  await sealAll(4);
  await audit.anchor();
  await asTamperer(base.owner, `delete from kernel.audit_chain; update kernel.audit set action = 'm' where id = 2`);
  await sealAll(4);
  expect((await audit.verify()).faults).toEqual([{ kind: 'rewritten', position: 4, anchoredAt: '2026-11-23T01:00:00.000Z' }]);
});

test('an anchor that somebody else wrote, or a line taken out, is seen', async () => {
  for (let i = 1; i <= 3; i++) {
    await audit.record({ action: 'n', actor: anyone, subject: dossier });
    await sealAll(1);
    expect(await audit.anchor()).toBe(true);
    expect(await audit.anchor()).toBe(false);
  }
  const file = join(dataDir, 'audit-anchors.log');
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  await writeFile(file, `${[lines[0], lines[2]].join('\n')}\n`);
  expect((await audit.verify()).faults).toEqual([{ kind: 'anchor-broken', line: 2 }]);
  await writeFile(file, `${lines.map((line, i) => (i === 1 ? line.replace('"position":2', '"position":1') : line)).join('\n')}\n`);
  expect((await audit.verify()).faults).toEqual([{ kind: 'anchor-broken', line: 2 }]);
});

test('records that came with a backup from another server are chained too', async () => {
  await base.owner.script(`insert into kernel.audit (txid, action) values ('999999999', 'restored')`);
  await audit.record({ action: 'n', actor: anyone, subject: dossier });
  expect(await sealAll(2)).toBe(2);
  expect((await audit.verify()).faults).toEqual([]);
});

test('stopping chains and anchors what is left', async () => {
  audit.start();
  await audit.record({ action: 'n', actor: anyone, subject: dossier });
  await until(async () => (await audit.seal()) === 0 && (await audit.verify()).records === 1);
  await audit.stop();
  expect(JSON.parse(await readFile(join(dataDir, 'audit-anchors.log'), 'utf8'))).toMatchObject({ position: 1 });
});

/** Other test files write on the same server; a record waits until their transactions of the same moment end. */
async function sealAll(count: number): Promise<number> {
  let sealed = await audit.seal();
  await until(async () => {
    if (sealed >= count) return true;
    sealed += await audit.seal();
    return false;
  });
  return sealed;
}

/** Nothing is sealed past a transaction that is still open anywhere in the cluster, and other tests may keep one open for seconds. */
async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('waited too long');
}

async function asTamperer(owner: Db, statements: string): Promise<void> {
  await owner.script(`alter table kernel.audit disable trigger audit_is_append_only; alter table kernel.audit_chain disable trigger audit_chain_is_append_only;
    ${statements};
    alter table kernel.audit enable trigger audit_is_append_only; alter table kernel.audit_chain enable trigger audit_chain_is_append_only`);
}
