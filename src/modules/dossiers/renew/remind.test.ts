import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, itIsAssessed, itIsReceived, itIsSignedAndSealed, type Life } from '../scenarios/steps.ts';
import { permitsOfDossier } from '../store/permits.ts';
import { remindEnding } from './remind.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ at: '2026-11-23 09:00' });
});
afterAll(() => province.close());
beforeEach(async () => {
  // Each test has its own holders; what others left is not due any more.
  await province.db.run(sql`update dossiers.permits set valid_until = valid_until - interval '40 years'`);
});

async function badges(plates: readonly string[], phone: string, more: Record<string, string> = {}): Promise<Life> {
  province.clock('2026-11-23 09:00');
  const chosen: Record<string, string> = { 'applicant.phone': phone, ...more };
  plates.forEach((plate, i) => {
    Object.assign(chosen, {
      [`vehicles.${i}.plate`]: plate,
      [`vehicles.${i}.type`]: 'Ô tô tải Mẫu',
      [`vehicles.${i}.badge`]: 'truck',
      [`vehicles.${i}.owner`]: 'own',
      [`vehicles.${i}.request`]: 'new',
    });
  });
  const life = await aCitizenHasFiled(province, '2.002288', { unit: 'so-xay-dung', chosen, add: plates.slice(1).map(() => 'Thêm xe nữa') });
  await itIsReceived(life, 'xaydung.motcua');
  await itIsAssessed(life, 'xaydung.chuyenvien', {});
  await itIsSignedAndSealed(life, 'xaydung.giamdoc', 'xaydung.vanthu');
  return life;
}

/** What was sent to a phone number since the last look. */
async function remindersTo(phone: string): Promise<{ subject: string; text: string }[]> {
  const all = await province.platform.notifications.list(500);
  return all
    .filter(({ toAddress, subject }) => toAddress?.endsWith(phone.replace(/^0/, '')) && subject.startsWith('Nhắc'))
    .map(({ subject, body }) => ({ subject, text: body }));
}

describe('a firm with badges that end in 2033', () => {
  test('hears of all of them in one message, thirty days before and again seven days before, and of nothing twice', async () => {
    const phone = '0911000001';
    await badges(['20C-111.11', '20C-222.22', '20C-333.33'], phone, { 'applicant.email': 'hop-tac-xa@example.invalid' });
    province.clock('2033-10-20 09:00');
    await remindEnding(province.platform);
    expect(await remindersTo(phone)).toEqual([]);
    province.clock('2033-10-24 09:00');
    await Promise.all([remindEnding(province.platform), remindEnding(province.platform)]);
    await remindEnding(province.platform);
    const sent = await remindersTo(phone);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toMatch(/^Nhac: 3 giay sap het han, som nhat 23\/11\/2033\. Gia han, da dien san: http:\/\/localhost:3000\/gia-han\/[\w-]{36}$/);
    const mail = (await remindersTo('hop-tac-xa@example.invalid'))[0];
    for (const plate of ['20C-111.11', '20C-222.22', '20C-333.33']) expect(mail?.text).toContain(plate);
    province.clock('2033-11-16 09:00');
    await remindEnding(province.platform);
    await remindEnding(province.platform);
    expect(await remindersTo(phone)).toHaveLength(2);
  });

  test('hears once when the server was away for both days', async () => {
    const phone = '0911000002';
    await badges(['20C-444.44'], phone);
    province.clock('2033-11-20 09:00');
    await remindEnding(province.platform);
    await remindEnding(province.platform);
    expect(await remindersTo(phone)).toHaveLength(1);
  });

  test('two hundred of them are one message of twenty lines, and a page that lists all', async () => {
    const phone = '0911000003';
    const life = await badges(['20C-555.55'], phone, { 'applicant.email': 'hai-tram@example.invalid' });
    await copyPermits(life, 199);
    province.clock('2033-10-24 09:00');
    await remindEnding(province.platform);
    const [sms] = await remindersTo(phone);
    expect(sms?.subject).toContain('200 giấy');
    const mail = (await remindersTo('hai-tram@example.invalid'))[0]?.text ?? '';
    expect(mail.match(/hết hạn 23\/11\/2033/g)).toHaveLength(20);
    expect(mail).toContain('và 180 giấy nữa');
    const holder = await province.stranger();
    await holder.open(/http:\/\/localhost:3000(\S+)/.exec(mail)?.[1] ?? '');
    await holder.press('Xem giấy sắp hết hạn', { who: phone });
    expect(holder.$('input[name=giay]').length).toBe(200);
    await holder.press('Gia hạn những giấy đã chọn');
    expect(holder.text).toContain('Gia hạn 200 giấy');
    await holder.press('Gửi hồ sơ');
    expect(holder.text).toContain('Đã nộp 200 hồ sơ');
    const row = await province.db.one(sql`select count(distinct d.lot) as lots, count(*) as dossiers, count(distinct r.permit_id) as permits
      from dossiers.renewals r join dossiers.dossiers d on d.id = r.dossier_id join dossiers.permits p on p.id = r.permit_id where p.holder_phone = ${'+84911000003'}`);
    expect(row).toEqual({ lots: 1, dossiers: 200, permits: 200 });
    await remindEnding(province.platform);
    province.clock('2033-11-18 09:00');
    await remindEnding(province.platform);
    expect(await remindersTo(phone), 'what is being renewed is not reminded of').toHaveLength(1);
  });
});

test('a reminder that dies before it is written is sent the next time; one that is written is not', async () => {
  const phone = '0911000004';
  await badges(['20C-666.66'], phone);
  province.clock('2033-10-24 09:00');
  const broken = { ...province.platform, notifications: { ...province.platform.notifications, notify: () => Promise.reject(new Error('killed')) } };
  await expect(remindEnding(broken)).rejects.toThrow('killed');
  expect(await remindersTo(phone)).toEqual([]);
  await remindEnding(province.platform);
  await remindEnding(province.platform);
  expect(await remindersTo(phone)).toHaveLength(1);
});

test('what was taken back, renewed, or issued when its reminder had already passed is left alone', async () => {
  const phone = '0911000005';
  const life = await badges(['20C-777.77'], phone);
  await province.db.run(sql`update dossiers.permits set issued_at = valid_until - interval '5 days' where dossier_id = ${life.id}::uuid`);
  province.clock('2033-11-20 09:00');
  await remindEnding(province.platform);
  expect(await remindersTo(phone)).toEqual([]);
});

describe('the link of a reminder', () => {
  test('opens for the phone it was sent to, then two taps send the renewal; a stranger sees nothing and cannot guess', async () => {
    const phone = '0911000006';
    const life = await badges(['20C-888.88', '20C-999.88'], phone);
    province.clock('2033-10-24 09:00');
    await remindEnding(province.platform);
    const link = /localhost:3000(\S+)/.exec((await remindersTo(phone))[0]?.text ?? '')?.[1] ?? '';
    const stranger = await province.stranger();
    await stranger.open(link);
    expect(stranger.text).not.toContain('20C-888.88');
    await stranger.open(`${link}/giay?giay=${(await permitsOfDossier(province.db, life.id))[0]?.id}`);
    expect([new URL(stranger.url).pathname, stranger.text.includes('20C-888.88')]).toEqual([link, false]);
    for (let i = 0; i < 6; i++) await stranger.press('Xem giấy sắp hết hạn', { who: `098765432${i}` });
    expect(stranger.status).toBe(404);
    await stranger.press('Xem giấy sắp hết hạn', { who: '0987654329' });
    expect(stranger.status).toBe(429);
    await stranger.open(`/gia-han/${randomUUID()}`);
    expect(stranger.status).toBe(404);

    province.clock('2033-10-24 12:00');
    const holder = await province.stranger();
    await holder.open(link);
    await holder.press('Xem giấy sắp hết hạn', { who: phone });
    expect(holder.text).toContain('20C-999.88');
    await holder.press('Gia hạn những giấy đã chọn');
    await holder.press(
      'Gửi hồ sơ',
      Object.fromEntries(
        holder
          .$('input[type=file]')
          .toArray()
          .map((input) => [holder.$(input).attr('name') ?? '', new File(['x'], '')]),
      ),
    );
    expect(holder.text).toContain('Đã gửi hồ sơ');
    await holder.open(link);
    expect(holder.text).toContain('đang xin gia hạn, mã H55.07-331024-');
  });
});

test('officers see what their unit issued and ends in thirty days, and nobody else’s', async () => {
  await badges(['20C-121.21'], '0911000007');
  province.clock('2033-11-01 09:00');
  const officer = await province.officer('xaydung.chuyenvien');
  await officer.open('/can-bo/giay-phep/sap-het-han');
  expect(officer.text).toContain('1hết hạn trong 30 ngày tới');
  for (const words of ['20C-121.21', 'còn 22 ngày', 'chưa đến ngày nhắc', '•007']) expect(officer.text).toContain(words);
  expect(officer.text, 'shown in full only on the dossier, where it is recorded').not.toContain('911000007');
  await remindEnding(province.platform);
  await officer.open('/can-bo/giay-phep/sap-het-han');
  expect(officer.text).toContain('đã nhắc 01/11/2033');
  const neighbour = await province.officer('sangmoc.motcua');
  await neighbour.open('/can-bo/giay-phep/sap-het-han');
  expect(neighbour.text).not.toContain('20C-121.21');
  const auditor = await province.officer('tinh.kiemsoat');
  await auditor.open('/can-bo/giay-phep/sap-het-han');
  expect(auditor.text).toContain('20C-121.21');
});

/** Many more permits of the same firm, as if each vehicle had come with a dossier of its own. */
async function copyPermits({ id }: Life, many: number): Promise<void> {
  const [permit] = await permitsOfDossier(province.db, id);
  await province.db.run(sql`with made as (
      select gen_random_uuid() as id, n from generate_series(1, ${many}::int) n
    ), results as (
      insert into dossiers.results (id, dossier_id, position, template, title, data, drafted_by, drafted_at)
      select made.id, r.dossier_id, made.n + 100, r.template, r.title, r.data, r.drafted_by, r.drafted_at from dossiers.results r, made where r.id = ${permit?.id}::uuid
      returning id
    )
    insert into dossiers.permits (id, dossier_id, procedure_code, unit_id, number_text, thing, shown, holder, holder_phone, issued_at, valid_from, valid_until)
    select made.id, p.dossier_id, p.procedure_code, p.unit_id, made.n || '/MAU', '20C' || (10000 + made.n), '20C-' || (10000 + made.n), p.holder, p.holder_phone, p.issued_at, p.valid_from, p.valid_until
    from dossiers.permits p, made where p.id = ${permit?.id}::uuid`);
}
