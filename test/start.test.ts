import { chown } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  childrenOf,
  databaseProcesses,
  freePort,
  isAlive,
  makeDataDir,
  pidFile,
  type Program,
  removeDataDir,
  root,
  startInVain,
  startProgram,
  takenPort,
} from './support/program.ts';
import { Visitor } from './support/visitor.ts';

const nobody = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;
const nobodyCanRead = isRoot && spawnSync('test', ['-r', `${root}/package.json`], nobody).status === 0;

describe('bin/start on a path with spaces', () => {
  let dataDir: string;
  let port: number;
  let program: Program;
  beforeAll(async () => {
    dataDir = await makeDataDir('dữ liệu của xã');
    port = await freePort();
    program = await startProgram({ dataDir, port });
  });
  afterAll(async () => {
    program.signal('SIGTERM');
    await program.gone;
    await removeDataDir(dataDir);
  });

  test('says where it is and who may come in', () => {
    for (const path of ['/dich-vu-cong', '/tra-cuu', '/xac-thuc', '/can-bo', '/can-bo/tai-khoan-mau', '/quan-tri/hop-thu-di'])
      expect(program.printed()).toContain(`http://localhost:${port}${path}`);
    for (const account of ['nuoc-chay-da-mon', 'sangmoc.motcua', 'sangmoc.hotich', 'sangmoc.chutich', 'sangmoc.vanthu', 'tinh.quantri', dataDir])
      expect(program.printed()).toContain(account);
  });

  test('answers on every address it prints', async () => {
    const addresses = program.printed().match(/http:\/\/localhost:\d+[\w/-]*/g) ?? [];
    expect(addresses.length).toBeGreaterThan(5);
    const answers = await Promise.all(addresses.map(async (address) => (await fetch(address)).status));
    expect(
      answers.every((status) => status === 200),
      JSON.stringify(answers),
    ).toBe(true);
  });

  test('refuses a second program on the same data, and the first goes on', async () => {
    const second = await startInVain({ dataDir, port: await freePort() });
    expect(second.code).toBe(1);
    expect(second.said).toContain('đang được một chương trình Một Cửa khác dùng');
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the database cleanly; a port that is taken is said; started again it has everything', async (signal) => {
    const note = await keepSomething(program);
    const started = [...childrenOf(program.pid), ...databaseProcesses(dataDir)];
    expect(started.length).toBeGreaterThan(1);
    program.signal(signal);
    expect(await program.gone).toBe(0);
    expect(started.filter(isAlive)).toEqual([]);
    expect(existsSync(pidFile(dataDir))).toBe(false);

    const taken = await takenPort();
    const refused = await startInVain({ dataDir, port: taken.port });
    await taken.close();
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining(`bin/start --port ${taken.port + 1}`) });
    expect(refused.said).toContain(`Cổng ${taken.port}`);
    expect(existsSync(pidFile(dataDir)), 'a start in vain leaves no database behind').toBe(false);

    program = await startProgram({ dataDir, port });
    expect(await isKept(program, note)).toBe(true);
  });
});

describe('bin/start', () => {
  test.runIf(nobodyCanRead)('runs for an ordinary user, who owns the database (skipped unless root, on a folder that others may read)', async () => {
    const dataDir = await makeDataDir();
    await chown(dataDir, nobody.uid, nobody.gid);
    const program = await startProgram({ dataDir, port: await freePort(), as: nobody });
    expect((await fetch(`${program.url}/dich-vu-cong`)).status).toBe(200);
    const started = databaseProcesses(dataDir);
    expect(started.length).toBeGreaterThan(1);
    program.signal('SIGTERM');
    expect(await program.gone).toBe(0);
    expect(started.filter(isAlive)).toEqual([]);
    await removeDataDir(dataDir);
  });

  test('refuses what it does not understand with a sentence', async () => {
    const { code, said } = await startInVain({ dataDir: '/nowhere/at/all', port: 70_000 });
    expect({ code, said }).toEqual({ code: 1, said: 'Tham số chưa đúng: --port là số từ 0 đến 65535, không phải «70000»\n' });
  });
});

/** A filing saved to be gone on with: it must be there after the next start. */
async function keepSomething({ url }: Program): Promise<{ code: string; phone: string }> {
  const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), url);
  visitor.url = `${url}/`;
  await visitor.open('/dich-vu-cong/2.000635/nop');
  const phone = '0912345678';
  await visitor.press('Lưu, làm tiếp sau', { 'applicant.phone': phone });
  return { code: visitor.$('.big').first().text().trim(), phone };
}

async function isKept({ url }: Program, { code, phone }: { code: string; phone: string }): Promise<boolean> {
  const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), url);
  visitor.url = `${url}/`;
  await visitor.send('/dich-vu-cong/lam-tiep', { code, phone });
  return visitor.status === 200 && visitor.$('[name="applicant.phone"]').attr('value') === phone;
}
