import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  messagesTo,
  stateOf,
} from '../scenarios/steps.ts';
import { resultsOf } from '../store/results.ts';

let province: TestProvince;
let life: Life;
beforeAll(async () => {
  province = await testProvince();
  life = await aCitizenHasFiled(province, '2.000635');
  await itIsReceived(life);
  await itIsAssessed(life);
  await itIsSignedAndSealed(life);
  await itIsPaidAndGivenBack(life);
});
afterAll(() => province.close());

async function verdict(): Promise<string> {
  const [result] = await resultsOf(province.db, life.id);
  return (await province.platform.credentials.judge(result?.credentialText ?? '')).verdict;
}

test('the leader of the unit that decided, and nobody else, takes a result back with reason and basis: verifiers, the citizen and the history know', async () => {
  for (const login of ['sangmoc.motcua', 'sangmoc.hotich', 'sangmoc.vanthu']) expect(await offers(login), login).toBe(0);
  expect(await offers('sangmoc.chutich')).toBe(1);
  expect(await verdict()).toBe('valid');
  const leader = await anOfficerOpens(life, 'sangmoc.chutich');
  await leader.press('Thu hồi kết quả', { reason: 'Sổ ghi sai ngày sinh, đã cải chính.', basis: '' });
  expect([leader.status, leader.text]).toEqual([409, expect.stringContaining('Hãy ghi căn cứ pháp lý')]);
  expect(leader.$('textarea[name=reason]').text()).toContain('Sổ ghi sai');
  await leader.press('Thu hồi kết quả', { reason: 'Sổ ghi sai ngày sinh, đã cải chính.', basis: 'Điều 28 Luật Hộ tịch' });
  expect(leader.status, leader.text.slice(0, 500)).toBe(200);
  expect(await verdict()).toBe('revoked');
  expect(await stateOf(life)).toBe('given-back');
  expect(await messagesTo(life)).toContainEqual(expect.stringContaining('bị thu hồi'));
  await life.citizen.open('/tra-cuu/ho-so');
  expect(life.citizen.text).toContain('Sổ ghi sai ngày sinh');
});

test('it is offered once', async () => {
  expect(await offers('sangmoc.chutich')).toBe(0);
});

/** How many forms to take the result back this officer's page has. */
async function offers(login: string): Promise<number> {
  return (await anOfficerOpens(life, login)).$('form[action$="/thu-hoi"]').length;
}
