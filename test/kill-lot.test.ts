import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { type Db, openDb, sql } from '#kernel/db/index.ts';
import { publishedProcedure, sampleOf } from '../src/modules/dossiers/procedures/index.ts';
import { photo } from '../src/modules/dossiers/scenarios/steps.ts';
import { asCsv, firmHeads, firmList } from '../src/modules/dossiers/sheets/sheet.fixture.ts';
import { freePort, makeDataDir, type Program, removeDataDir, startProgram } from './support/program.ts';
import { type Fields, Visitor } from './support/visitor.ts';

const rows = 400;
const path = '/dich-vu-cong/2.002288/nop';
let dataDir: string;
let program: Program;
beforeAll(async () => {
  dataDir = await makeDataDir();
  program = await startProgram({ dataDir, port: await freePort() });
}, 120_000);
afterAll(async () => {
  program.signal('SIGTERM');
  await program.gone;
  await removeDataDir(dataDir);
});

test('killed in the middle of a lot it has written all of it or nothing, and the same sheet sent again is the same lot', async () => {
  for (const after of [15, 60, 140]) {
    const firm = browser();
    await review(firm);
    const fields = sendingOf(firm);
    const sending = firm.send(path, fields).catch(() => undefined);
    await sleep(after);
    program.signal('SIGKILL');
    await Promise.all([program.gone, sending]);
    program = await startProgram({ dataDir, port: await freePort() });
    const id = String(fields.request);
    expect([0, rows], `killed after ${after} ms`).toContain(await dossiersOf(id));
    const again = browser();
    await again.send(path, fields);
    expect(again.$('h1').text(), again.text.slice(0, 400)).toBe(`Đã nộp ${rows} hồ sơ`);
    expect(await dossiersOf(id)).toBe(rows);
  }
}, 120_000);

function browser(): Visitor {
  const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), program.url);
  visitor.url = `${program.url}/`;
  return visitor;
}

async function review(firm: Visitor): Promise<void> {
  const procedure = await look((db) => publishedProcedure(db, '2.002288', new Date()));
  const typed = Object.entries(sampleOf(procedure!.form)).filter(([name]) => !name.startsWith('vehicles.'));
  const sheet = asCsv(
    firmList(rows).map((row) => [...row, 'Xe tải (cả công-ten-nơ, đầu kéo)', 'Cấp mới']),
    [...firmHeads, 'Loại phù hiệu', 'Xin cấp hay cấp lại'],
  );
  await firm.open(path);
  await firm.press('Xem lại hồ sơ', { ...Object.fromEntries(typed.map(([name, [value = '']]) => [name, value])), 'paper.dang-ky-xe': photo(), sheet });
  expect(firm.text, firm.text.slice(0, 600)).toContain(`Cả ${rows} dòng đều đúng`);
}

/** What the button would send, to be sent as often as one likes. */
function sendingOf(firm: Visitor): Fields {
  const fields: Record<string, string[]> = { step: ['send'] };
  for (const { name, value } of firm.$('form').last().serializeArray() as { name: string; value: string }[]) (fields[name] ??= []).push(value);
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}

async function dossiersOf(lot: string): Promise<number> {
  return look(async (db) => (await db.one<{ many: number }>(sql`select count(*) as many from dossiers.dossiers where lot = ${lot}::uuid`)).many);
}

async function look<T>(at: (db: Db) => Promise<T>): Promise<T> {
  const { ownerUrl } = await startEmbedded(dataDir);
  const db = openDb(ownerUrl, 1);
  return at(db).finally(() => db.close());
}
