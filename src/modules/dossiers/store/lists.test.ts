import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Officer } from '#kernel/identity/actor.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, type Life } from '../scenarios/steps.ts';
import { searchDossiers } from './lists.ts';

let province: TestProvince;
let here: Life[];
let elsewhere: Life;
beforeAll(async () => {
  province = await testProvince();
  here = [];
  for (const [i, name] of ['Triệu Thị Mai', 'Triệu Văn Mạnh', 'Nông Thị Mai'].entries()) {
    province.clock(`2026-11-23 09:0${i}`);
    here.push(await aCitizenHasFiled(province, '2.000635', { chosen: { 'applicant.name': name, 'applicant.phone': `091200000${i}` } }));
  }
  elsewhere = await aCitizenHasFiled(province, '2.000635', { unit: 'm05716', chosen: { 'applicant.name': 'Triệu Thị Mai' } });
});
afterAll(() => province.close());

const officer = (unitId: string, roles: Officer['roles'] = ['desk']): Officer =>
  ({ kind: 'officer', accountId: 'x', name: 'x', unitId, roles, position: 'x' }) as Officer;

async function found(by: Officer, asked: Partial<{ text: string; code: string; state: string; page: number }>): Promise<string[]> {
  return (await searchDossiers(province.db, by, { text: '', code: '', state: '', page: 1, everyUnit: province.platform.organisations.ids(), ...asked })).map(
    ({ code }) => code,
  );
}

test('words begin words, without accents, newest first, among the own unit only', async () => {
  expect(await found(officer('m05719'), { text: 'trieu ma' })).toEqual([here[1]?.code, here[0]?.code]);
  expect(await found(officer('m05716'), { text: 'trieu ma' })).toEqual([elsewhere.code]);
  expect(await found(officer('m05719'), { text: '0912000002' })).toEqual([here[2]?.code]);
  expect(await found(officer('m05719'), { text: 'mai unitm05716' })).toEqual([]);
});

test('whatever an auditor types is answered among all units, and soon', async () => {
  const auditor = officer('van-phong-ubnd-tinh', ['auditor']);
  const typed = Array.from({ length: 40 }, (_, i) => `a${i}`).join(' ');
  const begun = performance.now();
  for (const text of [typed, `${typed} trieu`, 'trieu 20 C 123 45', "'; drop", '& | ! ( :*'])
    expect(await found(auditor, { text })).toEqual(text.includes(':*') ? expect.anything() : []);
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('a code of another unit is not there', async () => {
  expect(await found(officer('m05719'), { code: elsewhere.code })).toEqual([]);
  expect(await found(officer('m05716'), { code: elsewhere.code })).toEqual([elsewhere.code]);
});

test('without words the newest of the unit, by state, and an auditor sees all', async () => {
  expect(await found(officer('m05719'), {})).toEqual([here[2]?.code, here[1]?.code, here[0]?.code]);
  expect(await found(officer('m05719'), { state: 'submitted' })).toHaveLength(3);
  expect(await found(officer('m05719'), { state: 'done' })).toEqual([]);
  expect(await found(officer('m05719'), { page: 2 })).toEqual([]);
  expect(await found(officer('van-phong-ubnd-tinh', ['auditor']), {})).toHaveLength(4);
  expect(await found(officer('van-phong-ubnd-tinh', ['auditor']), { text: 'trieu' })).toHaveLength(3);
  expect(await found(officer('van-phong-ubnd-tinh', ['auditor']), { text: 'trieu mai' }), 'of every unit').toEqual([elsewhere.code, here[0]?.code]);
});

test('the receipt is found however its code was scanned', async () => {
  const desk = await province.officer('sangmoc.motcua');
  const code = here[0]?.code ?? '';
  for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), `http://localhost:3000/tra-cuu?ma=${encodeURIComponent(code)}`]) {
    await desk.open(`/can-bo/ho-so?q=${encodeURIComponent(typed)}`);
    expect(desk.$('table a.code').text(), typed).toBe(code);
  }
});
