import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { aPassIsAskedFor } from '../scenarios/passes.ts';
import { itIsAssessed, itIsReceived, officerPresses } from '../scenarios/steps.ts';

let province: TestProvince;
let first: { id: string; code: string };
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-15 21:00' });
  first = await aPassIsAskedFor(province, { 'vehicles.0.plate': '20C-111.11', 'journey.to': '01', 'journey.onBehalf': '01' });
  province.clock('2021-08-16 03:00');
  await aPassIsAskedFor(province, { 'vehicles.0.plate': '20C-222.22', 'journey.to': '31', 'drivers.0.testDate': '' });
  await aPassIsAskedFor(province, { 'vehicles.0.plate': '20C-333.33', 'journey.to': '31', 'vehicles.0.inspectedTo': '20/8/2021' });
  await aPassIsAskedFor(province, {
    'vehicles.0.plate': '20C-444.41',
    'vehicles.1.plate': '20C-444.42',
    'vehicles.1.type': 'Ô tô tải Mẫu',
    'vehicles.1.owner': 'own',
    'vehicles.1.inspectedTo': '31/12/2027',
    'journey.to': '24',
  });
  province.clock('2021-08-16 05:48');
});
afterAll(() => province.close());

async function queue(path = '', login = 'giaothong.motcua'): Promise<Visitor> {
  const officer = await province.officer(login);
  await officer.open(`/can-bo/giay-phep${path}`);
  expect(officer.status, officer.text.slice(0, 400)).toBe(200);
  return officer;
}

const plates = (page: Visitor) =>
  page
    .$('.queue tbody tr')
    .toArray()
    .map((row) => page.$(row).find('.plate').first().text().trim());
const line = (page: Visitor, plate: string) =>
  page
    .$('.queue tbody tr')
    .filter((_, row) => page.$(row).text().includes(plate))
    .text()
    .replace(/\s+/g, ' ');

describe('the queue of permits', () => {
  test('puts first what runs out first, and says how long it has, to the minute', async () => {
    const page = await queue();
    expect(plates(page)[0]).toBe('20C-111.11');
    expect(line(page, '20C-111.11')).toContain('còn 3 giờ 12 phút');
    expect(line(page, '20C-222.22')).toContain('còn 9 giờ 12 phút');
    expect(page.$('.queue tr').first().find('th')).toHaveLength(6);
  });

  test('says in words what the machine found, and one word where all is clear', async () => {
    const page = await queue();
    expect(line(page, '20C-111.11')).toContain('Đạt cả 8');
    expect(line(page, '20C-222.22')).toContain('Cần xem: Xét nghiệmChưa khai ngày lấy mẫu');
    expect(line(page, '20C-333.33')).toContain('Không đạt: Đăng kiểmHết hạn ngày 20/08/2021, trước ngày cuối xin cấp 31/08/2021');
    expect(line(page, '20C-444.41')).toContain('20C-444.42');
  });

  test('names the journey, the goods and the province that asked for it', async () => {
    const page = await queue();
    expect(line(page, '20C-111.11')).toContain('Thái Nguyên → Hà Nội');
    expect(line(page, '20C-111.11')).toContain('Cấp hộ Hà Nội');
    expect(line(page, '20C-222.22')).not.toContain('Cấp hộ');
  });

  test.each([
    ['', ['20C-111.11', '20C-222.22', '20C-333.33', '20C-444.41']],
    ['?kiem-tra=dat', ['20C-111.11', '20C-444.41']],
    ['?kiem-tra=can-xem', ['20C-222.22']],
    ['?kiem-tra=khong-dat', ['20C-333.33']],
    ['?den=31', ['20C-222.22', '20C-333.33']],
    ['?den=31&kiem-tra=khong-dat', ['20C-333.33']],
    ['?ho=01', ['20C-111.11']],
    ['?ho=co', ['20C-111.11']],
    ['?ho=khong', ['20C-222.22', '20C-333.33', '20C-444.41']],
    ['?buoc=tiep-nhan', ['20C-111.11', '20C-222.22', '20C-333.33', '20C-444.41']],
    ['?buoc=ky', []],
    ['?buoc=constructor&kiem-tra=__proto__&den=zz&ho=%27&trang=99&chon=x', ['20C-111.11', '20C-222.22', '20C-333.33', '20C-444.41']],
  ])('narrowed by %s', async (filter, wanted) => {
    expect(plates(await queue(filter)).toSorted()).toEqual(wanted);
  });

  test('counts on top follow the filter of step and province, and each is a way to its lines', async () => {
    const page = await queue('?den=31');
    const counts = page
      .$('.queue-counts li')
      .toArray()
      .map((one) => page.$(one).text().trim());
    expect(counts).toEqual(['2đang chờ tôi', '0máy thấy đạt hết', '1có chỗ cần xem', '1có chỗ không đạt', '0quá hạn']);
    expect(page.$('.queue-counts .fail a').attr('href')).toBe('/can-bo/giay-phep?kiem-tra=khong-dat&den=31');
  });

  test('sends dossiers with their revision to be done at once, with one tick for all that match', async () => {
    const page = await queue('?chon=het&kiem-tra=dat');
    const ticked = page.$('form[action="/can-bo/hang-loat"] [name=ids]:checked').toArray();
    expect(ticked.map((box) => page.$(box).val())).toContain(`${first.id}:1`);
    expect(ticked).toHaveLength(2);
    expect(
      page
        .$('button[name=verb]')
        .toArray()
        .map((button) => page.$(button).val()),
    ).toEqual(['agree', 'askForMore', 'refuseIntake']);
  });

  test('leads from its ticks to the page where they are confirmed', async () => {
    const page = await queue('?chon=het&kiem-tra=dat');
    await page.press('Đồng ý', { ids: [`${first.id}:1`] });
    expect([page.status, page.url]).toEqual([200, expect.stringMatching(/\/can-bo\/hang-loat\/[\w-]+$/)]);
  });

  test('shows everybody of the unit what waits, but ticks only to those it waits for', async () => {
    const leader = await queue('', 'giaothong.giamdoc');
    expect(leader.text).toContain('Không có hồ sơ nào khớp');
    const everything = await queue('?buoc=tat-ca', 'giaothong.giamdoc');
    expect(plates(everything)).toHaveLength(4);
    expect(everything.$('[name=ids], button[name=verb]')).toHaveLength(0);
  });

  test('holds nothing for another unit', async () => {
    const other = await queue('?buoc=tat-ca', 'tuphap.motcua');
    expect(other.text).toContain('Không có hồ sơ nào đang chờ');
    expect(other.text).not.toContain('20C-');
  });

  test('is led to from the board, which says how many wait and since when', async () => {
    const officer = await province.officer('giaothong.motcua');
    await officer.open('/can-bo');
    expect(officer.text.replace(/\s+/g, ' ')).toContain('Cũ nhất nộp 8 giờ 48 phút trước');
    expect(officer.$('a[href="/can-bo/giay-phep"]').length).toBeGreaterThan(0);
    const other = await province.officer('tuphap.motcua');
    await other.open('/can-bo');
    expect(other.text).not.toContain('xin giấy phép');
  });

  test('what waits for the citizen does not wait in the queue', async () => {
    await province.db.run(sql`update dossiers.dossiers set state = 'awaiting-supplement' where id = ${first.id}::uuid`);
    expect(plates(await queue())).not.toContain('20C-111.11');
    await province.db.run(sql`update dossiers.dossiers set state = 'submitted' where id = ${first.id}::uuid`);
    expect(plates(await queue())).toContain('20C-111.11');
  });
});

test('what the officer wrote into the draft goes before what the applicant asked: for whom it is issued', async () => {
  const life = { province, citizen: await province.stranger(), ...first };
  await itIsReceived(life, 'giaothong.motcua');
  const asked = await queue('?buoc=tat-ca', 'giaothong.chuyenvien');
  expect(line(asked, '20C-111.11')).toContain('Cấp hộ Hà Nội');
  await itIsAssessed(life, 'giaothong.chuyenvien', { 'draft.onBehalf': '31' });
  const drafted = await queue('?buoc=tat-ca&ho=31', 'giaothong.giamdoc');
  expect(line(drafted, '20C-111.11')).toContain('Cấp hộ Hải Phòng');
  expect(plates(await queue('?buoc=tat-ca&ho=01', 'giaothong.giamdoc'))).not.toContain('20C-111.11');
  await officerPresses(life, 'giaothong.giamdoc', 'Trả lại cho người thẩm định', { reason: 'Không cấp hộ nữa' });
  await itIsAssessed(life, 'giaothong.chuyenvien', { 'draft.onBehalf': '' });
  expect(line(await queue('?buoc=tat-ca', 'giaothong.giamdoc'), '20C-111.11')).not.toContain('Cấp hộ');
});
