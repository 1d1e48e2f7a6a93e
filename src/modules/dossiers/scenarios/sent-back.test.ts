import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  officerPresses,
  promisedOf,
  registerSays,
  stateOf,
  theCitizenLooksItUp,
  verbsOf,
  wordsOfPdf,
} from './steps.ts';

const opinion = 'Sổ năm 2015 mờ, đã đối chiếu bản lưu ở tỉnh.';

describe('a draft that the chairman does not sign', () => {
  let province: TestProvince;
  let life: Life;
  beforeAll(async () => {
    province = await testProvince();
    life = await aCitizenHasFiled(province, '2.000635', { chosen: { 'delivery.mode': 'desk' } });
    await itIsReceived(life);
    await itIsAssessed(life, 'sangmoc.hotich', { ...registerSays, 'draft.name': 'Lý Văn Sai', opinion });
  });
  afterAll(() => province.close());

  /** The words of the draft or result as an officer sees it. */
  async function paper(login: string): Promise<string> {
    const officer = await anOfficerOpens(life, login);
    const file = await officer.raw(officer.$('a[href*="/ket-qua/"]').attr('href') ?? '');
    return wordsOfPdf(new Uint8Array(await file.arrayBuffer()));
  }

  test('given he reads the draft and what the officer thinks of it, and the citizen does not', async () => {
    expect(await paper('sangmoc.chutich')).toContain('Lý Văn Sai');
    expect((await anOfficerOpens(life, 'sangmoc.chutich')).text).toContain(opinion);
    expect((await theCitizenLooksItUp(life)).text).not.toContain(opinion);
  });

  test('when he sends it back, he has to say what is wrong', async () => {
    const leader = await anOfficerOpens(life, 'sangmoc.chutich');
    await leader.press('Trả lại cho người thẩm định', { reason: '' });
    expect([leader.text.includes('Hãy ghi lý do'), await stateOf(life)]).toEqual([true, 'awaiting-approval']);
    await officerPresses(life, 'sangmoc.chutich', 'Trả lại cho người thẩm định', { reason: 'Tên trên sổ là Lý Văn Mẫu.' });
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['assessing', '2026-11-23 17:00']);
    const citizen = await theCitizenLooksItUp(life);
    expect(citizen.text, 'what the office says to itself stays there').not.toContain('Tên trên sổ là');
  });

  test('then the officer reads why, mends the draft he wrote before, and it is signed with the right name', async () => {
    const officer = await anOfficerOpens(life, 'sangmoc.hotich');
    expect(officer.text).toContain('Tên trên sổ là Lý Văn Mẫu.');
    expect(officer.$('[name="draft.registeredAt"]').val()).toBe(registerSays['draft.registeredAt']);
    await officer.press('Trình ký', { 'draft.name': 'Lý Văn Mẫu' });
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    expect(await paper('sangmoc.motcua')).toContain('Lý Văn Mẫu');
    expect(await paper('sangmoc.motcua')).not.toContain('Lý Văn Sai');
    expect(await verbsOf(life)).toEqual(['submit', 'receive', 'assess', 'sendBack', 'assess', 'approve', 'seal', 'pay', 'giveBack']);
  });
});
