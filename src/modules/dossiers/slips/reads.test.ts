import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, itIsReceived, type Life } from '../scenarios/steps.ts';
import { slipsOf } from '../store/slips.ts';

let province: TestProvince;
let life: Life;
beforeAll(async () => {
  province = await testProvince();
  life = await aCitizenHasFiled(province, '2.000635');
  await itIsReceived(life);
});
afterAll(() => province.close());

/** What the audit log holds about a subject after an officer opened these pages. */
async function afterOpening(login: string, paths: string[], subject: { kind: string; id: string }) {
  const officer = await province.officer(login);
  for (const path of paths) expect((await officer.raw(path)).status).toBe(200);
  return (await province.platform.audit.about(subject)).map(({ action, detail }) => ({ action, detail }));
}

test('an officer who reads a slip, a register or looks for a name leaves a record each time', async () => {
  const [slip] = await slipsOf(province.db, life.id);
  const dossier = { kind: 'dossier', id: life.id };
  expect(await afterOpening('sangmoc.motcua', [`/can-bo/phieu/${slip?.id}`], dossier)).toContainEqual({ action: 'read-slip', detail: { slip: slip?.id } });
  const register = await afterOpening('sangmoc.motcua', ['/can-bo/so-theo-doi?tu=01/11/2026', '/can-bo/so-theo-doi/in?tu=2026-11-01'], {
    kind: 'register',
    id: 'm05719',
  });
  const taken = ['read-register', '2026-11-01', 1];
  expect(register.map(({ action, detail }) => [action, detail.from, detail.lines])).toEqual([taken, taken]);
  const looked = await afterOpening('sangmoc.motcua', ['/can-bo/ho-so?q=nong+thi'], { kind: 'dossiers', id: 'm05719' });
  expect(looked).toEqual([{ action: 'search', detail: { words: 'nong thi' } }]);
});
