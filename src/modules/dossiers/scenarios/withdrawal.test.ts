import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { State } from '../dossier.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  type Life,
  messagesTo,
  officerPresses,
  promisedOf,
  stateOf,
  theCitizenLooksItUp,
  verbsOf,
} from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

const askForMore = (life: Life) =>
  officerPresses(life, 'sangmoc.motcua', 'Gửi phiếu yêu cầu bổ sung', { item: 'paper:giay-to-tuy-than', 'why.paper:giay-to-tuy-than': 'Ảnh mờ.' });
const refuse = (life: Life) => officerPresses(life, 'sangmoc.motcua', 'Từ chối tiếp nhận', { reason: 'Không thuộc xã này.', basis: 'Điều 5 Luật Hộ tịch' });
const sign = (life: Life) => officerPresses(life, 'sangmoc.chutich', 'Ký duyệt');
const seal = (life: Life) => officerPresses(life, 'sangmoc.vanthu', 'Vào số và đóng dấu');

/** How far each life goes before the citizen thinks again, and whether she still may. */
const lives: [State, boolean, ((life: Life) => Promise<unknown>)[]][] = [
  ['submitted', true, []],
  ['awaiting-supplement', true, [askForMore]],
  ['received', true, [itIsReceived]],
  ['awaiting-approval', true, [itIsReceived, itIsAssessed]],
  ['awaiting-seal', false, [itIsReceived, itIsAssessed, sign]],
  ['done', false, [itIsReceived, itIsAssessed, sign, seal]],
  ['given-back', false, [itIsReceived, itIsAssessed, sign, seal, itIsPaidAndGivenBack]],
  ['intake-refused', false, [refuse]],
];

/** Nobody is offered anything, and it is still found. */
async function theOfficeHasNothingToDoWith(life: Life): Promise<void> {
  for (const login of ['sangmoc.motcua', 'sangmoc.hotich', 'sangmoc.chutich'])
    expect((await anOfficerOpens(life, login)).$('main form[method=post]').length, login).toBe(0);
  const desk = await province.officer('sangmoc.motcua');
  await desk.open('/can-bo');
  expect(desk.text).not.toContain(life.code);
  await desk.open(`/can-bo/ho-so?q=${life.code}`);
  expect(desk.text).toContain('Đã rút');
  expect(await registerLine(life)).toContain('Đã rút');
}

async function registerLine(life: Life): Promise<string> {
  const desk = await province.officer('sangmoc.motcua');
  await desk.open('/can-bo/so-theo-doi?tu=23/11/2026&den=23/11/2026');
  const line = desk.$('tr').filter((_, row) => desk.$(row).text().includes(life.code));
  return line.text();
}

describe.each(lives)('a dossier that is %s', (state, may, steps) => {
  let life: Life;
  beforeAll(async () => {
    life = await aCitizenHasFiled(province, '2.000635', { chosen: { 'delivery.mode': 'desk' } });
    for (const step of steps) await step(life);
    expect(await stateOf(life)).toBe(state);
  });

  test(may ? 'is withdrawn by its citizen, and ends there' : 'is no longer withdrawn, not even by sending what the page does not offer', async () => {
    const citizen = await theCitizenLooksItUp(life);
    expect(citizen.$('form[action="/tra-cuu/ho-so/rut"]').length).toBe(may ? 1 : 0);
    await citizen.send('/tra-cuu/ho-so/rut', { reason: 'Tìm thấy bản cũ rồi.' });
    expect([citizen.status, await stateOf(life)]).toEqual(may ? [200, 'withdrawn'] : [422, state]);
    await citizen.send('/tra-cuu/ho-so/rut', { reason: 'Lần nữa.' });
    expect(citizen.status, 'a second time there is nothing to withdraw').toBe(422);
    expect((await verbsOf(life)).filter((verb) => verb === 'withdraw').length).toBe(may ? 1 : 0);
    expect((await messagesTo(life)).includes(`Đã rút hồ sơ ${life.code}`)).toBe(may);
    if (may) await theOfficeHasNothingToDoWith(life);
  });
});

describe('withdrawing', () => {
  test('at the desk needs her words, and the desk that received it', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(life);
    expect((await anOfficerOpens(life, 'sangmoc.hotich')).$('form[action$="/rut"]').length).toBe(0);
    await officerPresses(life, 'sangmoc.motcua', 'Ghi nhận rút hồ sơ', { reason: 'Ra tận bàn xin rút, không cần nữa.' });
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['withdrawn', '2026-11-23 17:00']);
    expect((await theCitizenLooksItUp(life)).text).toContain('Ra tận bàn xin rút, không cần nữa.');
  });

  test('after its day has passed leaves no late dossier behind', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    province.clock('2026-11-25 09:00');
    expect(await registerLine(life)).toContain('Quá hạn');
    await (await theCitizenLooksItUp(life)).press('Rút hồ sơ này');
    expect(await registerLine(life)).toContain('Đã rút');
    expect(await registerLine(life)).not.toContain('Quá hạn');
    province.clock('2026-11-23 09:00');
  });

  test('is not done by who knows the code alone', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    const stranger = await province.stranger();
    await stranger.open(`/tra-cuu?ma=${life.code}`);
    expect(stranger.$('form[action$="/rut"]').length).toBe(0);
    await stranger.send('/tra-cuu/ho-so/rut', { reason: 'phá' });
    expect([stranger.url, await stateOf(life)]).toEqual(['http://localhost/tra-cuu', 'submitted']);
  });

  test('ends the wait for a supplement: what comes afterwards changes nothing', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await askForMore(life);
    const citizen = await theCitizenLooksItUp(life);
    await citizen.press('Rút hồ sơ này');
    await citizen.send('/tra-cuu/ho-so/bo-sung', { 'applicant.name': 'Nông Thị Khác' });
    expect([citizen.status, await stateOf(life)]).toEqual([422, 'withdrawn']);
  });
});
