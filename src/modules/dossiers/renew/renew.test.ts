import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { runChecks } from '../checks/index.ts';
import { procedureVersion } from '../procedures/index.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  photo,
  stateOf,
  theCitizenLooksItUp,
} from '../scenarios/steps.ts';
import { permitsOfDossier } from '../store/permits.ts';
import { dossierById, papersOf } from '../store/read.ts';
import { renewings } from './may-renew.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ at: '2026-11-23 09:00' });
});
afterAll(() => province.close());

async function decided(life: Life): Promise<Life> {
  await itIsReceived(life, 'xaydung.motcua');
  await itIsAssessed(life, 'xaydung.chuyenvien', {});
  await itIsSignedAndSealed(life, 'xaydung.giamdoc', 'xaydung.vanthu');
  return life;
}

const toLaos = { 'period.from': '23/11/2026', 'period.to': '22/12/2026', 'period.purpose': 'trade' };

async function permitForLaos(chosen: Record<string, string> = {}, add: string[] = []): Promise<Life> {
  province.clock('2026-11-23 09:00');
  const life = await decided(await aCitizenHasFiled(province, '1.002856', { unit: 'so-xay-dung', chosen: { ...toLaos, ...chosen }, add }));
  province.clock('2026-12-20 09:00');
  return life;
}

const twoVehicles = { 'vehicles.1.plate': '20C-678.90', 'vehicles.1.type': 'Ô tô tải Mẫu', 'vehicles.1.owner': 'own' };

async function onReceipt(citizen: Visitor): Promise<Life> {
  expect(citizen.text).toContain('Đã gửi hồ sơ');
  const code = citizen.$('.big').first().text().trim();
  const { id } = await province.db.one<{ id: string }>(sql`select id from dossiers.dossiers where code = ${code}`);
  return { province, citizen, code, id };
}

describe('a permit for Laos in its last days', () => {
  test('is renewed in two taps: filled in as before, from the day after its end, as long as before, papers carried over', async () => {
    const life = await permitForLaos();
    const holder = await theCitizenLooksItUp(life);
    await holder.follow('Gia hạn');
    for (const words of ['20C-123.45', 'từ 23/12/2026 đến hết 21/01/2027', 'Giấy tờ dùng lại, không phải gửi nữa', 'đã có từ 23/11/2026'])
      expect(holder.text).toContain(words);
    await holder.press('Gửi hồ sơ');
    const renewal = await decided(await onReceipt(holder));
    const [[old], [next]] = [await permitsOfDossier(province.db, life.id), await permitsOfDossier(province.db, renewal.id)];
    expect([next?.renews, next?.validFrom.toISOString(), next?.validUntil?.toISOString()]).toEqual([
      old?.id,
      '2026-12-22T17:00:00.000Z',
      '2027-01-21T16:59:00.000Z',
    ]);
    const [before, after] = [await papersOf(province.db, life.id), await papersOf(province.db, renewal.id)];
    expect(after.map(({ fileHash }) => fileHash)).toEqual(expect.arrayContaining([before.find(({ paper }) => paper === 'dang-ky-xe')?.fileHash]));
    const again = await theCitizenLooksItUp(life);
    expect(again.text).toContain(`đã có giấy mới số ${next?.numberText}`);
    expect(again.$('a[href*="/gia-han"]').length).toBe(0);
  });

  test('that is over already begins anew today', async () => {
    const life = await permitForLaos();
    province.clock('2027-02-10 09:00');
    const holder = await theCitizenLooksItUp(life);
    await holder.follow('Gia hạn');
    expect(holder.text).toContain('từ 10/02/2027 đến hết 11/03/2027');
  });

  test('is not offered for renewal before its last week', async () => {
    const life = await permitForLaos();
    province.clock('2026-12-10 09:00');
    const holder = await theCitizenLooksItUp(life);
    expect(holder.$('a[href*="/gia-han"]').length).toBe(0);
  });

  test('names the day from which it may be renewed, to the minute', async () => {
    const permits = await permitsOfDossier(province.db, (await permitForLaos()).id);
    const standing = async (clock: string) => {
      province.clock(clock);
      return [...(await renewings(province.platform, permits)).values()];
    };
    expect(await standing('2026-12-14 23:59')).toEqual([{ kind: 'not-yet', from: '2026-12-15' }]);
    expect(await standing('2026-12-15 00:00')).toEqual([{ kind: 'may' }]);
  });

  test('the order of a journey must be new each time: it is asked for on the same page', async () => {
    const life = await permitForLaos({ 'period.purpose': 'official' });
    const holder = await theCitizenLooksItUp(life);
    await holder.follow('Gia hạn');
    expect(holder.text).toContain('Quyết định cử đi công tác: mỗi lần một bản mới');
    const without = await theCitizenLooksItUp(life);
    await without.follow('Gia hạn');
    await without.press('Gửi hồ sơ');
    expect(without.text).toContain('Hãy gửi ảnh chụp: Quyết định cử đi công tác.');
    await holder.press('Gửi hồ sơ', { 'paper.cong-tac': photo('quyet-dinh.png') });
    const { id } = await onReceipt(holder);
    expect((await papersOf(province.db, id)).map(({ paper }) => paper).sort()).toEqual(['cong-tac', 'dang-ky-xe', 'hop-dong']);
  });

  test('of two vehicles one is renewed, or both at once', async () => {
    const life = await permitForLaos(twoVehicles, ['Thêm xe nữa']);
    const holder = await theCitizenLooksItUp(life);
    const [, second] = await permitsOfDossier(province.db, life.id);
    await holder.press('Gia hạn những giấy đã chọn', { giay: second?.id ?? '' });
    expect(holder.text).toContain('20C-678.90');
    expect(holder.text).not.toContain('20C-123.45');
    const both = await theCitizenLooksItUp(life);
    await both.press('Gia hạn những giấy đã chọn');
    expect(both.text).toContain('Gia hạn 2 giấy');
    await both.press('Gửi hồ sơ');
    const renewal = await decided(await onReceipt(both));
    const [old, next] = [await permitsOfDossier(province.db, life.id), await permitsOfDossier(province.db, renewal.id)];
    expect(next.map(({ shown, renews }) => [shown, renews])).toEqual(old.map(({ shown, id }) => [shown, id]));
    // The page of the single vehicle was still open.
    await holder.press('Gửi hồ sơ');
    expect([holder.status, holder.text]).toEqual([409, expect.stringContaining('đã có giấy mới')]);
  });

  test('pressed twice it is one dossier; a second page is refused while the first is open; taken back, it may be sent again', async () => {
    const life = await permitForLaos();
    const [one, two] = [await theCitizenLooksItUp(life), await theCitizenLooksItUp(life)];
    for (const tab of [one, two]) await tab.follow('Gia hạn');
    await one.press('Gửi hồ sơ');
    const renewal = await onReceipt(one);
    await two.press('Gửi hồ sơ');
    expect([two.status, two.text]).toEqual([409, expect.stringContaining(`đang được xin gia hạn trong hồ sơ ${renewal.code}`)]);
    await one.open('/tra-cuu/ho-so');
    await one.press('Rút hồ sơ này', { reason: 'Không đi nữa' });
    expect(await stateOf(renewal)).toBe('withdrawn');
    // The refused page is the form, with everything on it.
    await two.press('Xem lại hồ sơ');
    await two.press('Gửi hồ sơ');
    expect((await onReceipt(two)).id).not.toBe(renewal.id);
  });

  test('sent from ten places at once is one dossier', async () => {
    const life = await permitForLaos();
    const tabs: Visitor[] = [];
    for (let i = 0; i < 10; i++) tabs.push(await (await theCitizenLooksItUp(life)).follow('Gia hạn'));
    await Promise.all(tabs.map((tab) => tab.press('Gửi hồ sơ')));
    expect(tabs.filter(({ text }) => text.includes('Đã gửi hồ sơ'))).toHaveLength(1);
    const [permit] = await permitsOfDossier(province.db, life.id);
    expect(await province.db.one(sql`select count(*) as many from dossiers.renewals where permit_id = ${permit?.id}::uuid`)).toEqual({ many: 1 });
  });

  test('that is suspended or taken back cannot be renewed', async () => {
    const life = await permitForLaos();
    const holder = await theCitizenLooksItUp(life);
    await holder.follow('Gia hạn');
    const leader = await anOfficerOpens(life, 'xaydung.giamdoc');
    const words = { reason: 'Chở quá tải nhiều lần.', basis: 'Nghị định mẫu' };
    await leader.press('Đình chỉ kết quả', words);
    const suspended = await theCitizenLooksItUp(life);
    expect(suspended.$('a[href*="/gia-han"]').length).toBe(0);
    expect(suspended.text).toContain('chưa gia hạn được');
    await leader.press('Thu hồi kết quả', words);
    await holder.press('Gửi hồ sơ');
    expect([holder.status, holder.text]).toEqual([409, expect.stringContaining('đã bị thu hồi')]);
  });
});

describe('who is not the holder', () => {
  let life: Life;
  let permit: string;
  beforeEach(async () => {
    life = await permitForLaos();
    permit = (await permitsOfDossier(province.db, life.id))[0]?.id ?? '';
  });

  test('has no page of renewal: without code and phone, and with those of another dossier', async () => {
    const stranger = await province.stranger();
    await stranger.open(`/tra-cuu/ho-so/gia-han?giay=${permit}`);
    expect([new URL(stranger.url).pathname, stranger.text.includes('20C-123.45')]).toEqual(['/tra-cuu', false]);
    const other = await permitForLaos({ 'applicant.phone': '0987654321', 'vehicles.0.plate': '20C-999.99' });
    const neighbour = await theCitizenLooksItUp(other, '0987654321');
    await neighbour.open(`/tra-cuu/ho-so/gia-han?giay=${permit}`);
    expect([neighbour.status, neighbour.text.includes('20C-123.45')]).toEqual([404, false]);
    await neighbour.send('/tra-cuu/ho-so/gia-han', { giay: [permit] });
    expect(neighbour.status).toBe(404);
    const wrong = await theCitizenLooksItUp(life, '0987654321');
    expect(wrong.status).toBe(404);
  });

  test('cannot name a permit in a form: the note of what is renewed must be ours', async () => {
    const other = await permitForLaos({ 'applicant.phone': '0987654321', 'vehicles.0.plate': '20C-999.99' });
    const neighbour = await theCitizenLooksItUp(other, '0987654321');
    await neighbour.follow('Gia hạn');
    const forged = Buffer.from(permit).toString('base64url');
    await neighbour.press('Gửi hồ sơ', { 'renewal.ticket': `${forged}.AAAAAAAAAAAAAAAAAAAAAA` });
    const sent = await onReceipt(neighbour);
    expect(await province.db.one(sql`select count(*) as many from dossiers.renewals where dossier_id = ${sent.id}::uuid`)).toEqual({ many: 0 });
    for (const ticket of ['', 'x.y', forged]) expect((await neighbour.send('/gia-han/lo', { 'renewal.ticket': ticket })).status).toBe(404);
  });
});

test('a paper carried through two renewals ages from the day it was first sent', async () => {
  province.clock('2026-01-05 09:00');
  const chosen = { 'period.from': '05/01/2026', 'period.to': '30/06/2026', 'vehicles.0.owner': 'hired' };
  let life = await decided(await aCitizenHasFiled(province, '1.001023', { unit: 'so-xay-dung', chosen: { ...chosen, 'period.purpose': 'trade' } }));
  for (const [day, contract] of [
    ['2026-06-28', 'dùng lại'],
    ['2026-12-22', 'dùng lại'],
    ['2027-06-15', 'mới'],
  ] as const) {
    province.clock(`${day} 09:00`);
    const holder = await theCitizenLooksItUp(life);
    await holder.follow('Gia hạn');
    const anew = holder.text.includes('Hợp đồng thuê xe: bản cũ từ 05/01/2026 đã quá hạn');
    expect([day, anew ? 'mới' : 'dùng lại']).toEqual([day, contract]);
    await holder.press('Gửi hồ sơ');
    life = await decided(await onReceipt(holder));
  }
});

test('the machine lets a renewal overlap with the pass whose place it takes, and with no other', async () => {
  province.clock('2026-11-23 09:00');
  const asked = { 'period.from': '23/11/2026', 'period.to': '27/11/2026' };
  const life = await decided(await aCitizenHasFiled(province, 'MC-GIAY-DI-DUONG', { unit: 'so-xay-dung', chosen: asked }));
  province.clock('2026-11-27 09:00');
  const holder = await theCitizenLooksItUp(life);
  await holder.follow('Gia hạn');
  await holder.press('Sửa trước khi gửi');
  await holder.press('Xem lại hồ sơ', { 'period.from': '26/11/2026', 'period.to': '30/11/2026' });
  await holder.press('Gửi hồ sơ');
  const renewal = await onReceipt(holder);
  const verdict = async (of: Life) => {
    const dossier = await dossierById(province.db, of.id);
    if (!dossier) throw new Error('there is a dossier');
    const procedure = await procedureVersion(province.db, dossier.procedureId);
    const results = await runChecks(province.platform, { dossier, procedure, at: province.platform.now() });
    return results.find(({ id }) => id.startsWith('no-other-permit'))?.verdict;
  };
  expect(await verdict(renewal)).toBe('pass');
  const stranger = await aCitizenHasFiled(province, 'MC-GIAY-DI-DUONG', {
    unit: 'so-xay-dung',
    chosen: { 'period.from': '26/11/2026', 'period.to': '30/11/2026' },
  });
  expect(await verdict(stranger)).toBe('doubt');
});
