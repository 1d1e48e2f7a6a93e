import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { dossierById, papersOf } from '../store/read.ts';
import {
  anOfficerOpens,
  answersTo,
  aPersonIsEntered,
  filledIn,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsSignedAndSealed,
  type Life,
  messagesTo,
  officerPresses,
  promisedOf,
  slipOf,
  stateOf,
  verbsOf,
} from './steps.ts';

const card = '019155000321|090988752|TRIỆU MÙI CHẸO|07021955|Nữ|Xóm Khuổi Mèo, Sảng Mộc, Thái Nguyên|10052021';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

describe('an old woman at the desk, with her card and no telephone', () => {
  let life: Life;
  beforeAll(async () => {
    life = await aPersonIsEntered(province, '2.000635', {
      card,
      seen: ['giay-to-tuy-than'],
      chosen: { 'applicant.phone': '', 'applicant.email': '', 'delivery.mode': 'desk' },
    });
  });

  test('the scan types the answers it knows', async () => {
    const officer = await province.officer('sangmoc.motcua');
    await officer.open('/can-bo/nhap/2.000635');
    const before = filledIn(officer);
    await officer.press('Điền từ thẻ', { card });
    const added = filledIn(officer).filter((name) => !before.includes(name));
    expect(added).toEqual(['applicant.name', 'applicant.number', 'applicant.birthDate', 'applicant.sex', 'applicant.address']);
    expect(officer.$('[name="applicant.name"]').val()).toBe('Triệu Mùi Chẹo');
    expect(officer.$('[name="applicant.birthDate"]').val()).toBe('07/02/1955');
  });

  test('is received in the same moment, with a receipt to take home', async () => {
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['received', '2026-11-23 17:00']);
    const receipt = await slipOf(life, 'receipt');
    for (const words of [life.code, 'Triệu Mùi Chẹo', 'Xóm Khuổi Mèo, Sảng Mộc, Thái Nguyên', '17:00, 23/11/2026']) expect(receipt).toContain(words);
    expect(await papersOf(province.db, life.id)).toEqual([expect.objectContaining({ paper: 'giay-to-tuy-than', fileHash: null })]);
    expect(await dossierById(province.db, life.id)).toMatchObject({ channel: 'desk', applicantName: 'Triệu Mùi Chẹo', applicantPhone: null });
  });

  test('nobody opens it from outside by leaving the number empty', async () => {
    for (const phone of ['', '0', '+84']) {
      const stranger = await province.stranger();
      await stranger.open('/tra-cuu');
      await stranger.press('Xem hồ sơ', { ma: life.code, phone });
      expect([phone, stranger.status, stranger.text.includes('Triệu Mùi Chẹo')]).toEqual([phone, 404, false]);
    }
  });

  test('is asked to correct something, and corrects it at the desk', async () => {
    await officerPresses(life, 'sangmoc.hotich', 'Gửi phiếu yêu cầu bổ sung', { item: 'field:record.name', 'why.field:record.name': 'Sổ ghi tên khác.' });
    await officerPresses(life, 'sangmoc.motcua', 'Ghi nhận đã bổ sung', { 'record.name': 'Triệu Văn Mẫu' });
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['received', '2026-11-23 17:00']);
  });

  test('goes home with the paper; the office knows that no message could reach her', async () => {
    await itIsAssessed(life);
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    expect(await verbsOf(life)).toEqual(['enter', 'askForMore', 'supplement', 'assess', 'approve', 'seal', 'pay', 'giveBack']);
    await province.settle();
    const sent = await province.platform.notifications.about(life.id);
    expect(new Set(sent.map(({ status, toAddress }) => `${status} ${toAddress}`))).toEqual(new Set(['no-address null']));
    expect(await slipOf(life, 'control')).toContain('Triệu Mùi Chẹo');
    const history = (await anOfficerOpens(life, 'sangmoc.motcua')).text;
    for (const words of ['Biên lai số 0000123', 'Người nhận: Người nhận Mẫu']) expect(history).toContain(words);
  });
});

test('with a telephone she is told by message, and by its number she finds it', async () => {
  const life = await aPersonIsEntered(province, '2.000635', { card, chosen: { 'applicant.phone': '0208 3 851 234', 'applicant.email': '' } });
  expect(await messagesTo(life)).toEqual([`Hồ sơ ${life.code} đã được tiếp nhận, hẹn trả 17:00, 23/11/2026`]);
});

test('a name that the camera misread is refused with everything typed kept', async () => {
  const officer = await province.officer('sangmoc.motcua');
  await officer.open('/can-bo/nhap/2.000635');
  await officer.press('Điền từ thẻ', { card: '01915500032|x', 'record.name': 'Triệu Văn Mẫu' });
  expect([officer.status, officer.text]).toEqual([422, expect.stringContaining('Đây không phải mã QR của thẻ căn cước')]);
  expect(officer.$('[name="record.name"]').val()).toBe('Triệu Văn Mẫu');
});

test('the same form sent twice at once is one dossier with one receipt', async () => {
  const officer = await province.officer('sangmoc.motcua');
  await officer.open('/can-bo/nhap/2.000635');
  const hands = [officer, await sameWindow(officer, 'sangmoc.motcua'), await sameWindow(officer, 'sangmoc.motcua')];
  const fields = await answersTo(province, '2.000635');
  await Promise.all(hands.map((hand) => hand.press('Tiếp nhận và lập giấy hẹn', fields)));
  const [address] = new Set(hands.map(({ url }) => url));
  expect(new Set(hands.map(({ url, status }) => `${status} ${url}`))).toEqual(new Set([`200 ${address}`]));
  const id = address?.match(/ho-so\/([\w-]+)/)?.[1] ?? '';
  expect(await province.db.one(sql`select count(*)::int as slips from dossiers.slips where dossier_id = ${id}::uuid`)).toEqual({ slips: 1 });
});

test('a procedure of another level is not entered here', async () => {
  const officer = await province.officer('sangmoc.motcua');
  await officer.open('/can-bo/nhap/2.002288');
  expect(officer.status).toBe(404);
  expect((await anOfficerOpens(await aPersonIsEntered(province, '2.000635'), 'sangmoc.hotich')).status).toBe(200);
});

/** The same page in a second window of the same officer. */
async function sameWindow(visitor: Visitor, login: string): Promise<Visitor> {
  const twin = await province.officer(login);
  twin.$ = visitor.$;
  twin.url = visitor.url;
  return twin;
}
