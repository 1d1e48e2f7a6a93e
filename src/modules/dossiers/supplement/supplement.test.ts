import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, anOfficerOpens, type Life, officerPresses, photo, stateOf } from '../scenarios/steps.ts';
import { dossierById, papersOf } from '../store/read.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

const paper = 'paper:giay-to-tuy-than';

/** A dossier in which these items are marked as wrong, each with the same words. */
async function asked(...items: string[]): Promise<Life> {
  const life = await aCitizenHasFiled(province, '2.000635');
  const marks = Object.fromEntries(items.map((item) => [`why.${item}`, 'Chưa đúng, xem lại giúp.']));
  await officerPresses(life, 'sangmoc.motcua', 'Gửi phiếu yêu cầu bổ sung', { item: items, ...marks });
  expect(await stateOf(life)).toBe('awaiting-supplement');
  await life.citizen.open('/tra-cuu/ho-so');
  return life;
}

describe('the answer to a supplement request', () => {
  test('without the paper that was asked for is not taken, and nothing typed is lost', async () => {
    const life = await asked(paper, 'field:applicant.name');
    await life.citizen.press('Gửi bổ sung', { 'applicant.name': 'Nông Thị Đúng' });
    expect(life.citizen.status).toBe(422);
    expect(life.citizen.text).toContain('Hãy gửi: Giấy tờ tùy thân.');
    expect(life.citizen.$('[name="applicant.name"]').attr('value')).toBe('Nông Thị Đúng');
    expect(await stateOf(life)).toBe('awaiting-supplement');
  });

  test('keeps a photo that came with a wrong answer', async () => {
    const life = await asked(paper, 'field:applicant.birthDate');
    await life.citizen.press('Gửi bổ sung', { 'applicant.birthDate': '31/02/1990', 'paper.giay-to-tuy-than': photo('the-moi.png') });
    expect(life.citizen.status).toBe(422);
    expect(life.citizen.text).toContain('Đã nhận: the-moi.png');
    await life.citizen.press('Gửi bổ sung', { 'applicant.birthDate': '28/02/1990' });
    expect(await stateOf(life)).toBe('submitted');
    expect((await papersOf(province.db, life.id)).filter(({ round }) => round === 1)).toHaveLength(1);
  });

  test('corrects who it is and what it costs, wherever the dossier is looked up', async () => {
    const life = await asked('field:applicant.name', 'field:applicant.phone', 'field:copies.number');
    await life.citizen.press('Gửi bổ sung', { 'applicant.name': 'Nông Thị Sửa', 'applicant.phone': '0987 654 321', 'copies.number': '5' });
    const dossier = await dossierById(province.db, life.id);
    expect(dossier).toMatchObject({ applicantName: 'Nông Thị Sửa', applicantPhone: '+84987654321', fee: 40_000 });
    const officer = await province.officer('sangmoc.motcua');
    await officer.open('/can-bo/ho-so?q=nong+thi+sua');
    expect(officer.text).toContain(life.code);
  });

  test('changes nothing that was not marked', async () => {
    const life = await asked('field:applicant.name');
    const before = await dossierById(province.db, life.id);
    await life.citizen.send('/tra-cuu/ho-so/bo-sung', { 'applicant.name': 'Nông Thị Mới', 'applicant.address': 'chỗ khác', 'copies.number': '9' });
    const after = await dossierById(province.db, life.id);
    expect(after).toMatchObject({ applicantName: 'Nông Thị Mới', applicantAddress: before?.applicantAddress, fee: before?.fee });
  });

  test('may be brought to the desk, where a paper seen counts and one not seen does not', async () => {
    const life = await asked(paper);
    const desk = await anOfficerOpens(life, 'sangmoc.motcua');
    await desk.press('Ghi nhận đã bổ sung');
    expect([desk.status, desk.text]).toEqual([422, expect.stringContaining('Hãy gửi: Giấy tờ tùy thân.')]);
    await desk.press('Ghi nhận đã bổ sung', { seen: 'giay-to-tuy-than' });
    expect(await stateOf(life)).toBe('submitted');
    expect((await papersOf(province.db, life.id)).find(({ round }) => round === 1)).toMatchObject({ fileHash: null });
  });
});

test('a request that is too vague keeps every mark and every word', async () => {
  const life = await aCitizenHasFiled(province, '2.000635');
  const officer = await anOfficerOpens(life, 'sangmoc.motcua');
  await officer.press('Gửi phiếu yêu cầu bổ sung', { item: [paper, 'field:applicant.name'], [`why.${paper}`]: 'Ảnh mờ', 'why.field:applicant.name': '' });
  expect(officer.text).toContain('Hãy ghi lý do cho mục');
  expect(officer.$(`[name="why.${paper}"]`).attr('value')).toBe('Ảnh mờ');
  expect(officer.$('[name=item][checked]').length).toBe(2);
  expect(officer.$('details[open] summary').text()).toContain('Yêu cầu bổ sung');
});

test('what was left empty can be asked for, and is answered', async () => {
  const life = await aCitizenHasFiled(province, '2.000635');
  const officer = await anOfficerOpens(life, 'sangmoc.motcua');
  await officer.press('Gửi phiếu yêu cầu bổ sung', { item: 'field:record.registerNumber', 'why.field:record.registerNumber': 'Cần số để tra sổ cũ.' });
  expect(await stateOf(life)).toBe('awaiting-supplement');
  await life.citizen.open('/tra-cuu/ho-so');
  expect(life.citizen.text).toContain('Cần số để tra sổ cũ.');
  await life.citizen.press('Gửi bổ sung', { 'record.registerNumber': '45, quyển 02/2015' });
  expect((await dossierById(province.db, life.id))?.form).toMatchObject({ record: { registerNumber: '45, quyển 02/2015' } });
});
