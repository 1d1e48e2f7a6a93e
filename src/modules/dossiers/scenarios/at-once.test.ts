import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Fields, Visitor } from '../../../../test/support/visitor.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  answersTo,
  itIsAssessed,
  itIsReceived,
  type Life,
  officerPresses,
  photo,
  registerSays,
  stateOf,
  verbsOf,
} from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

/** How many rows each verb may leave behind only once. */
async function tracesOf({ id }: Life) {
  return province.db.one(sql`select (select count(*)::int from dossiers.slips where dossier_id = ${id}::uuid) as slips,
    (select count(*)::int from kernel.credentials c where c.id in (select credential_id::uuid from dossiers.results where dossier_id = ${id}::uuid)) as credentials,
    (select count(*)::int from dossiers.events where dossier_id = ${id}::uuid) as events,
    (select coalesce(max(last), 0) from dossiers.number_series where unit_id = 'm05719' and series = 'result') as numbers`);
}

/** The same button pressed by two hands at once, each on a page of its own; what each was told, best first. */
async function pressedTwice(life: Life, login: string, button: string, fields: Fields = {}): Promise<number[]> {
  const hands = [await anOfficerOpens(life, login), await anOfficerOpens(life, login)];
  await Promise.all(hands.map((hand) => hand.press(button, fields)));
  for (const { status, text } of hands) if (status === 409) expect(text).toMatch(/vừa được người khác xử lý|không .+ được nữa|đang thuộc người khác/);
  return hands.map(({ status }) => status).sort();
}

describe('two hands at once', () => {
  test('on every button of an office: one does it, the other is told, and nothing is done by halves', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    expect(await pressedTwice(life, 'sangmoc.motcua', 'Tiếp nhận hồ sơ')).toEqual([200, 409]);
    expect(await tracesOf(life)).toEqual({ slips: 1, credentials: 0, events: 2, numbers: 0 });
    expect(await pressedTwice(life, 'sangmoc.hotich', 'Trình ký', registerSays)).toEqual([200, 409]);
    expect(await pressedTwice(life, 'sangmoc.chutich', 'Ký duyệt')).toEqual([200, 409]);
    expect(await pressedTwice(life, 'sangmoc.vanthu', 'Vào số và đóng dấu')).toEqual([200, 409]);
    expect(await tracesOf(life)).toEqual({ slips: 1, credentials: 1, events: 5, numbers: 1 });
    expect(await verbsOf(life)).toEqual(['submit', 'receive', 'assess', 'approve', 'seal']);
    const issued = await province.db.one(sql`select count(*)::int as credentials from kernel.credentials`);
    expect(issued, 'no credential without a paper').toEqual({ credentials: 1 });
  });

  test('asking for more twice asks once; two answers at once count as one', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    const mark = { item: 'paper:giay-to-tuy-than', 'why.paper:giay-to-tuy-than': 'Ảnh mờ.' };
    expect(await pressedTwice(life, 'sangmoc.motcua', 'Gửi phiếu yêu cầu bổ sung', mark)).toEqual([200, 409]);
    await life.citizen.open('/tra-cuu/ho-so');
    const phones = [life.citizen, await sameSession(life.citizen)];
    await Promise.all(phones.map((phone) => phone.press('Gửi bổ sung', { 'paper.giay-to-tuy-than': photo() })));
    expect(phones.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(await verbsOf(life)).toEqual(['submit', 'askForMore', 'supplement']);
  });

  test('taking a result back while it is handed over: both happen, or the one that lost is told', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(life);
    await itIsAssessed(life);
    await officerPresses(life, 'sangmoc.chutich', 'Ký duyệt');
    await officerPresses(life, 'sangmoc.vanthu', 'Vào số và đóng dấu');
    await officerPresses(life, 'sangmoc.motcua', 'Ghi nhận đã thu', { how: 'cash', receiptNumber: '1' });
    const [leader, desk] = [await anOfficerOpens(life, 'sangmoc.chutich'), await anOfficerOpens(life, 'sangmoc.motcua')];
    await Promise.all([
      leader.press('Thu hồi kết quả', { reason: 'Ghi sai tên đệm.', basis: 'Điều 28 Luật Hộ tịch' }),
      desk.press('Ghi nhận đã trả kết quả', { receiver: 'Người nhận Mẫu', how: 'paper' }),
    ]);
    const verbs = await verbsOf(life);
    expect([leader.status === 200, desk.status === 200]).toEqual([verbs.includes('revoke'), verbs.includes('giveBack')]);
    const { revoked } = await province.db.one<{ revoked: boolean }>(
      sql`select revoked_at is not null as revoked from dossiers.results where dossier_id = ${life.id}::uuid`,
    );
    expect(revoked).toBe(verbs.includes('revoke'));
  });
});

describe('one form sent more than once', () => {
  test('at the same moment or again later makes one dossier', async () => {
    const citizen = await province.stranger();
    await citizen.open('/dich-vu-cong/2.000635/nop');
    await citizen.press('Xem lại hồ sơ', { ...(await answersTo(province, '2.000635')), unit: 'm05719' });
    const hands = await Promise.all(Array.from({ length: 6 }, () => sameSession(citizen)));
    await Promise.all(hands.map((hand) => hand.press('Gửi hồ sơ')));
    await citizen.press('Gửi hồ sơ');
    const codes = new Set([citizen, ...hands].map((hand) => hand.$('.big').first().text().trim()));
    expect([...codes]).toEqual([expect.stringMatching(/^H55\.368-261123-\d{4}$/)]);
    expect(await stateOf({ province, citizen, code: [...codes][0] ?? '', id: await idOf([...codes][0] ?? '') })).toBe('submitted');
  });

  test('fifty people at once get fifty codes without a gap', async () => {
    const before = await lastCode();
    const people = await Promise.all(Array.from({ length: 50 }, async () => ready(await province.stranger())));
    await Promise.all(people.map((person) => person.press('Gửi hồ sơ')));
    const numbers = people.map((person) => Number(person.$('.big').first().text().trim().slice(-4))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => before + 1 + i));
  });

  async function ready(person: Visitor): Promise<Visitor> {
    await person.open('/dich-vu-cong/2.000635/nop');
    return person.press('Xem lại hồ sơ', { ...(await answersTo(province, '2.000635')), unit: 'm05719' });
  }

  async function lastCode(): Promise<number> {
    const { last } = await province.db.one<{ last: number }>(
      sql`select coalesce(max(last), 0)::int as last from dossiers.day_counters where unit_id = 'm05719'`,
    );
    return last;
  }

  async function idOf(code: string): Promise<string> {
    return (await province.db.one<{ id: string }>(sql`select id from dossiers.dossiers where code = ${code}`)).id;
  }
});

/** The same browser in a second window: same cookies, same page. */
async function sameSession(visitor: Visitor): Promise<Visitor> {
  const twin = await province.stranger();
  for (const [name, value] of visitor.cookies) twin.cookies.set(name, value);
  twin.$ = visitor.$;
  twin.url = visitor.url;
  return twin;
}
