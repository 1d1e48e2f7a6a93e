import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { hostileTexts } from '../../../../test/support/hostile.ts';
import { Phone } from '../../../../test/support/phone.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled } from '../../dossiers/scenarios/steps.ts';
import { aCheckpoint, aCode, aPaper, aPhoneAt, scansOf } from './steps.ts';

let province: TestProvince;
let checkpoint: string;
let phone: Phone;
const login = 'congan.chot';
beforeAll(async () => {
  province = await testProvince();
  checkpoint = await aCheckpoint(province, login, 'Chốt của công an');
  phone = await aPhoneAt(province, login, checkpoint, 'Máy của công an');
  await phone.scan((await aPaper(province, { subject: '20C-999.99' })).code);
  await phone.send();
});
afterAll(() => province.close());

async function everything(): Promise<string> {
  const { all } = await province.db.one<{ all: string }>(sql`select (select string_agg(c::text, '') from checkpoints.checkpoints c)
    || (select string_agg(d::text, '') from checkpoints.devices d) || (select count(*) from checkpoints.codes) || (select count(*) from checkpoints.scans) as all`);
  return all;
}

describe('a checkpoint of another unit', () => {
  const addresses = () => ['', '/ma', '/dong', `/may/${phone.device}/ngung`].map((end) => `/can-bo/chot/${checkpoint}${end}`);

  test.each(['xaydung.chuyenvien', 'sangmoc.chutich', 'tinh.quantri'])('is not there for %s', async (stranger) => {
    const [officer, before] = [await province.officer(stranger), await everything()];
    await officer.open('/can-bo/chot');
    expect(officer.text).not.toContain('Chốt của công an');
    for (const path of addresses()) expect((await officer.send(path, {})).status, path).toBe(404);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect([officer.status, officer.text.includes('20C-999.99')]).toEqual([404, false]);
    expect(await everything()).toBe(before);
  });

  test('is where the work of the police begins, who have nothing to do with dossiers', async () => {
    const officer = await province.officer(login);
    await officer.open('/can-bo');
    expect(new URL(officer.url).pathname).toBe('/can-bo/chot');
    const menu = officer.$('nav[aria-label="Công việc"] a');
    expect(menu.map((_, line) => officer.$(line).text().trim()).get()).toEqual(['Chốt kiểm soát', 'Kiểm tra giấy', 'Tài khoản']);
    for (const path of ['/can-bo/hang-loat', '/can-bo/tu-dong-cap', '/can-bo/giay-phep/bang']) expect((await officer.open(path)).status, path).toBe(403);
  });

  test('is read by the auditor, changed by no auditor, and every look is written down', async () => {
    const [auditor, before] = [await province.officer('tinh.kiemsoat'), await everything()];
    await auditor.open('/can-bo/chot');
    expect(auditor.text).not.toContain('Lập chốt mới');
    await auditor.follow('Chốt của công an');
    expect(auditor.text).toContain('20C-999.99');
    expect(auditor.$('main form')).toHaveLength(0);
    for (const path of addresses().slice(1)) expect((await auditor.send(path, {})).status, path).toBe(403);
    expect(await everything()).toBe(before);
    const looks = await province.platform.audit.about({ kind: 'checkpoint', id: checkpoint });
    expect(looks.filter(({ action }) => action === 'read').map(({ actorName }) => actorName)).toContain('Phan Thị Tuyết (mẫu)');
  });

  test('is closed to the desk, the clerk and whoever is not signed in', async () => {
    for (const other of ['xaydung.motcua', 'xaydung.vanthu']) expect((await (await province.officer(other)).open('/can-bo/chot')).status).toBe(403);
    expect((await (await province.stranger()).open('/can-bo/chot')).url).toContain('dang-nhap');
  });

  test('cannot have its phone ended by way of a checkpoint of one’s own', async () => {
    const own = await aCheckpoint(province, 'xaydung.chuyenvien', 'Chốt khác');
    const officer = await province.officer('xaydung.chuyenvien');
    expect((await officer.send(`/can-bo/chot/${own}/may/${phone.device}/ngung`, {})).status).toBe(404);
    expect((await phone.send()).refused).toEqual([]);
  });
});

describe('a paper of a dossier', () => {
  test('leads to the dossier for those who may see it, and names only its number for the others', async () => {
    const { code, id } = await aCitizenHasFiled(province, '2.000635');
    const paper = await aPaper(province, { unit: 'm05719', subject: 'Lý Văn Mẫu', number: '15/TLKS-BS', dossier: code });
    const own = await aCheckpoint(province, 'sangmoc.chutich', 'Chốt của xã', '21.7561, 106.0742');
    const second = await aPhoneAt(province, 'sangmoc.chutich', own);
    for (const one of [phone, second]) {
      await one.scan(paper.code);
      await one.send();
    }
    for (const [who, at, leads] of [
      ['sangmoc.chutich', own, true],
      [login, checkpoint, false],
    ] as const) {
      const officer = await province.officer(who);
      await officer.open(`/can-bo/chot/${at}`);
      expect(officer.text, who).toContain('số 15/TLKS-BS');
      expect(officer.$(`a[href="/can-bo/ho-so/${id}"]`).length > 0, who).toBe(leads);
      await officer.open('/can-bo/chot/nghi-van');
      await officer.follow('Lý Văn Mẫu');
      expect(officer.$(`a[href="/can-bo/ho-so/${id}"]`).length > 0, who).toBe(leads);
      expect(officer.body.includes(code), who).toBe(leads);
    }
  });
});

describe('the form of a checkpoint', () => {
  test.each([
    { name: 'Chốt A', place: '105.8731, 21.4153', says: 'Hãy viết vĩ độ rồi kinh độ' },
    { name: 'Chốt B', place: 'ngã ba', says: 'Hãy viết vĩ độ rồi kinh độ' },
    { name: '  ', place: '', says: 'Hãy đặt tên chốt' },
  ])('«$name» at «$place» says what is missing and keeps what was typed', async ({ name, place, says }) => {
    const officer = await province.officer(login);
    await officer.open('/can-bo/chot');
    await officer.press('Lập chốt', { name, place, note: 'Ghi chú giữ lại' });
    expect(officer.status).toBe(422);
    expect(officer.text).toContain(says);
    expect(officer.$('[name=place]').val()).toBe(place);
    expect(officer.$('[name=note]').text()).toContain('Ghi chú giữ lại');
  });

  test('sent twice makes one checkpoint, and takes decimal commas', async () => {
    const officer = await province.officer(login);
    await officer.open('/can-bo/chot');
    const fields = { id: crypto.randomUUID(), name: 'Chốt gửi hai lần', place: '21,4153; 105,8731', note: '' };
    const [first, second] = [(await officer.send('/can-bo/chot', fields)).url, (await officer.send('/can-bo/chot', fields)).url];
    expect(second).toBe(first);
    expect(officer.text).toContain('21.41530, 105.87310');
  });
});

/** Minutes pass, so that no limit on tries hides what stands behind it. */
let minutes = 0;
function later(): void {
  minutes += 10;
  province.clock(new Date(Date.UTC(2026, 10, 23, 9, minutes)).toISOString().slice(0, 16).replace('T', ' '));
}

describe('whatever is sent by a phone, or by something that says it is one,', () => {
  const json = { 'content-type': 'application/json' };
  const paths = ['/xac-thuc/so', '/xac-thuc/so/dang-ky'];

  /** Never a 500, always a problem in JSON, never a row. */
  async function refused(path: string, body: BodyInit, headers: Record<string, string> = json): Promise<void> {
    later();
    const answer = await province.fetch(new Request(`http://localhost${path}`, { method: 'POST', headers, body }));
    const text = await answer.text();
    expect(answer.status, text).toBeGreaterThanOrEqual(400);
    expect(answer.status, text).toBeLessThan(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  }

  test('in bytes that are no JSON gets a problem', async () => {
    for (const path of paths) {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => refused(path, bytes as BodyInit)),
        { numRuns: 40 },
      );
      for (const body of ['', '{', 'null', '[]', '"x"', '['.repeat(20_000), '{"__proto__":{"device":1}}', '{"entries":1e999}']) await refused(path, body);
      await refused(path, 'a=1', { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' });
    }
  });

  test('from another site’s page, or too large, gets a problem too', async () => {
    await refused('/xac-thuc/so', '{}', { ...json, origin: 'https://evil.example' });
    await refused('/xac-thuc/so', 'x'.repeat(1024 * 1024 + 1), { ...json, 'content-length': String(1024 * 1024 + 1) });
    await refused('/xac-thuc/so/dang-ky', 'x'.repeat(5000), { ...json, 'content-length': '5000' });
    const answer = await phone.post('/xac-thuc/so', { device: phone.device, sentAt: phone.clock, entries: Array.from({ length: 501 }, () => phone.log[0]) });
    expect(answer.status).toBe(400);
    expect((await phone.send([], crypto.randomUUID())).status).toBe(404);
  });

  test('in the right shape with hostile values is answered and harms nothing', async () => {
    const value = fc.oneof(fc.constantFrom(...hostileTexts.map((text) => text.slice(0, 3000))), fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double());
    const said = fc.record(
      {
        v: fc.oneof(fc.constant(1), value),
        device: fc.oneof(fc.constant(phone.device), value),
        seq: fc.oneof(fc.integer({ min: -2, max: 9 }), value),
        prev: value,
        at: fc.oneof(fc.constant('1970-01-01T00:00:00Z'), fc.constant('9999-12-31T23:59:59Z'), value),
        verdict: value,
        code: value,
        plate: value,
        place: fc.oneof(fc.constant(null), fc.array(fc.double(), { maxLength: 4 }), value),
        clock: value,
        listsDays: value,
      },
      { requiredKeys: [] },
    ); // prettier-ignore
    const before = await scansOf(province, phone.device);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(said, value), { maxLength: 4 }), async (payloads) => {
        later();
        const entries = await Promise.all(payloads.map((payload) => phone.sign(payload)));
        const answer = await phone.send(entries);
        expect(answer.status, JSON.stringify(answer)).toBe(200);
        expect(answer.upTo).toBe(phone.log.length);
      }),
      { numRuns: 60 },
    );
    expect(await scansOf(province, phone.device)).toEqual(before);
    const { lines } = await province.db.one<{ lines: number }>(sql`select count(*) as lines from checkpoints.refusals where device_id = ${phone.device}::uuid`);
    expect(lines).toBeLessThanOrEqual(100);
  });

  test('says any verdict, any time and any code in an honest log, and is kept', async () => {
    const own = await aPhoneAt(province, login, checkpoint, 'Máy lạ');
    await own.scan('\ud83d'.repeat(3), { verdict: 'some-new-verdict', at: '1970-01-01T00:00:00Z', place: [90, -180, 1e7], listsDays: -1 });
    await own.scan('x', { place: [5e-324, -5e-324, 5e-324], listsDays: 0.25 });
    await own.scan('\0', { at: '2200-01-01T00:00:00+14:00', clock: 'doubtful', listsDays: 1e-50 });
    own.ahead = -60 * 24 * 365 * 50;
    await own.scan('x'.repeat(4000));
    own.ahead = 60 * 24 * 365 * 100;
    expect(await own.send()).toMatchObject({ status: 200, upTo: 4, refused: [] });
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect(officer.status).toBe(200);
    expect(officer.text).toContain('some-new-verdict');
  });

  test('to enrol with a key that is none, or a name full of tricks, stays harmless', async () => {
    const code = await aCode(province, login, checkpoint);
    const [good, point] = [await Phone.make(province), Buffer.alloc(65, 4).toString('base64url')];
    for (const key of ['', 'AAAA', point, '!!!', 'A'.repeat(87)]) {
      later();
      expect((await good.post('/xac-thuc/so/dang-ky', { code, key, name: 'x' })).status).toBe(400);
    }
    later();
    expect(await good.enrol(code, '<script>alert(1)</script>\0\u202e'.repeat(20))).toBe(200);
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect(officer.$('main script')).toHaveLength(0);
    expect(officer.text).toContain('<script>alert(1)');
  });
});
