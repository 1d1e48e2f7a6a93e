import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsReceived,
  type Life,
  messagesTo,
  officerPresses,
  promisedOf,
  stateOf,
  theCitizenLooksItUp,
  verbsOf,
} from './steps.ts';

const grounds = { reason: 'Sổ hộ tịch của xã không có tên người này.', basis: 'Khoản 2 Điều 5 Luật Hộ tịch' };

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

async function registerLine(life: Life): Promise<string> {
  const desk = await province.officer('sangmoc.motcua');
  await desk.open('/can-bo/so-theo-doi?tu=23/11/2026&den=23/11/2026');
  return desk
    .$('tr')
    .filter((_, row) => desk.$(row).text().includes(life.code))
    .text();
}

describe('a dossier refused after its assessment', () => {
  let life: Life;
  beforeAll(async () => {
    life = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(life);
    await officerPresses(life, 'sangmoc.hotich', 'Từ chối giải quyết', grounds);
  });

  test('tells the citizen why, and on what law, by message and where she looks it up', async () => {
    expect(await messagesTo(life)).toContain(`Hồ sơ ${life.code} bị từ chối giải quyết`);
    const told = await province.platform.notifications.about(life.id);
    expect(told.some(({ body }) => body.includes(grounds.reason))).toBe(true);
    const citizen = await theCitizenLooksItUp(life);
    for (const words of ['Bị từ chối giải quyết', grounds.reason, 'Phiếu từ chối']) expect(citizen.text).toContain(words);
    expect(citizen.$('form[action^="/tra-cuu/ho-so"]').length, 'nothing left to do').toBe(0);
  });

  test('stays findable: by its code outside, by code and name inside, in the register as decided in time', async () => {
    const passer = await province.stranger();
    await passer.open(`/tra-cuu?ma=${life.code}`);
    expect([passer.status, passer.text]).toEqual([200, expect.stringContaining('Bị từ chối giải quyết')]);
    for (const query of [life.code, 'nong+thi+mau', '0912345678']) {
      const desk = await province.officer('sangmoc.motcua');
      await desk.open(`/can-bo/ho-so?q=${query}`);
      expect(desk.text, query).toContain(life.code);
    }
    expect(await registerLine(life)).toContain('Đúng hạn');
  });

  test('and whoever presses a button of an old page is told that it is over', async () => {
    const verbs = { motcua: ['tiep-nhan', 'rut', 'tra-ket-qua', 'thu-phi', 'bo-sung'], hotich: ['tham-dinh', 'dung', 'xin-loi', 'yeu-cau-bo-sung', 'tu-choi'] };
    const words = { ...grounds, newDue: '30/11/2026', receiver: 'Nông Thị Mẫu', how: 'paper', 'draft.name': 'x', 'draft.birthDate': 'x', 'draft.sex': 'x' };
    for (const [who, paths] of Object.entries(verbs)) {
      for (const path of paths) {
        const officer = await anOfficerOpens(life, `sangmoc.${who}`);
        const marked = { item: 'field:record.name', 'why.field:record.name': 'Sai tên', 'draft.registeredAt': 'x' };
        const payment = path === 'thu-phi' ? { how: 'cash' } : {};
        await officer.send(`/can-bo/ho-so/${life.id}/${path}`, { revision: '3', ...words, ...marked, ...payment });
        expect([path, officer.status, officer.text]).toEqual([
          path,
          409,
          expect.stringMatching(/Hồ sơ đang ở trạng thái «Bị từ chối giải quyết», không .+ được nữa/),
        ]);
      }
    }
    expect([await stateOf(life), await verbsOf(life)]).toEqual(['refused', ['submit', 'receive', 'refuse']]);
  });
});

test('refused after its day has passed it is a late answer; refused at the door it is none the office owed', async () => {
  province.clock('2026-11-23 09:00');
  const [late, atTheDoor] = [await aCitizenHasFiled(province, '2.000635'), await aCitizenHasFiled(province, '2.000635')];
  await itIsReceived(late);
  province.clock('2026-11-25 09:00');
  await officerPresses(late, 'sangmoc.hotich', 'Từ chối giải quyết', grounds);
  await officerPresses(atTheDoor, 'sangmoc.motcua', 'Từ chối tiếp nhận', grounds);
  expect(await registerLine(late)).toContain('Quá hạn');
  expect(await registerLine(atTheDoor)).not.toMatch(/Quá hạn|Đúng hạn/);
  expect(await promisedOf(late)).toBe('2026-11-23 17:00');
});
