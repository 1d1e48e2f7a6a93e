import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { Phone, read } from '../../../../test/support/phone.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCheckpoint, aCode, aPaper, aPhoneAt, refusalsOf, scansOf } from './steps.ts';

describe.each([
  { profile: '2026', unit: 'm05719', login: 'sangmoc.chuyenvien' },
  { profile: '2021', unit: 'so-giao-thong-van-tai', login: 'giaothong.chuyenvien' },
] as const)('the log of a phone in $profile', ({ profile, unit, login }) => {
  let province: TestProvince;
  let checkpoint: string;
  beforeAll(async () => {
    province = await testProvince({ profile });
    checkpoint = await aCheckpoint(province, login, 'Chốt cầu Đa Phúc');
  });
  afterAll(() => province.close());

  test('comes whole although an answer was lost on the way, and is judged anew', async () => {
    const phone = await aPhoneAt(province, login, checkpoint);
    expect(phone.checkpoint).toEqual({ id: checkpoint, name: 'Chốt cầu Đa Phúc', place: [21.4153, 105.8731] });
    const paper = await aPaper(province, { unit });
    await phone.scan(paper.code, { plate: 'same', place: [21.5, 105.9, 12] });
    await phone.scan('một tờ giấy trắng', { verdict: 'valid' });
    expect(await phone.send()).toMatchObject({ status: 200, upTo: 2, refused: [], suspects: [] });
    // That answer never arrived, so the phone sends everything again, with what came since.
    await phone.scan(`${paper.code.slice(0, -8)}AAAAAAAA`, { verdict: 'forged', plate: 'differs' });
    expect(await phone.send()).toMatchObject({ upTo: 3, refused: [] });
    expect(await phone.send()).toMatchObject({ upTo: 3, refused: [] });
    expect(await scansOf(province, phone.device)).toMatchObject([
      { seq: 1, said: 'valid', found: 'valid', number: '7/GTVT', plate: 'same', lat: 21.5 },
      { seq: 2, said: 'valid', found: 'unreadable', number: null, lat: 21.4153 },
      { seq: 3, said: 'forged', found: 'forged', plate: 'differs' },
    ]);
    expect(await refusalsOf(province, phone.device)).toEqual([]);
  });

  test('sent by two lines at once is kept once', async () => {
    const phone = await aPhoneAt(province, login, checkpoint);
    for (let i = 0; i < 5; i++) await phone.scan('x');
    const answers = await Promise.all(Array.from({ length: 6 }, () => phone.send()));
    expect(answers.map(({ upTo }) => upTo)).toEqual([5, 5, 5, 5, 5, 5]);
    expect(await scansOf(province, phone.device)).toHaveLength(5);
  });

  test('with a payload changed, or signed by nobody, or by another phone, is not kept', async () => {
    const [phone, other] = [await aPhoneAt(province, login, checkpoint), await aPhoneAt(province, login, checkpoint)];
    const entry = await phone.scan('a');
    const changed = { ...entry, payload: Buffer.from(JSON.stringify({ ...read(entry), verdict: 'forged' })).toString('base64url') };
    expect((await phone.send([changed])).refused).toEqual([{ seq: 1, why: 'signature' }]);
    expect((await phone.send([{ ...entry, signature: Buffer.alloc(64, 7).toString('base64url') }])).refused).toEqual([{ seq: 1, why: 'signature' }]);
    expect((await other.send([entry])).refused).toEqual([{ seq: 1, why: 'signature' }]);
    expect((await other.send([await other.sign(read(entry))])).refused).toEqual([{ seq: 1, why: 'other-device' }]);
    expect((await phone.send(phone.log, other.device)).refused).toEqual([{ seq: 1, why: 'signature' }]);
    expect(await scansOf(province, phone.device)).toEqual([]);
    expect(await scansOf(province, other.device)).toEqual([]);
    expect(await refusalsOf(province, phone.device)).toEqual(['1 signature']);
    expect(await refusalsOf(province, other.device)).toEqual(['1 other-device', '1 signature']);
  });

  test('with a gap waits at the gap, and goes on when the gap is filled', async () => {
    const phone = await aPhoneAt(province, login, checkpoint, 'Máy có lỗ');
    for (let i = 0; i < 4; i++) await phone.scan(`x${i}`);
    const [one, two, three, four] = phone.log as [(typeof phone.log)[0], (typeof phone.log)[0], (typeof phone.log)[0], (typeof phone.log)[0]];
    expect(await phone.send([one, three, four])).toMatchObject({ upTo: 1, refused: [] });
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect(officer.text).toContain('thiếu ít nhất 3 mục');
    expect(await phone.send([two, three, four])).toMatchObject({ upTo: 4, refused: [] });
  });

  test('from which an entry was taken out, or in which one was written anew, is refused and shown', async () => {
    const phone = await aPhoneAt(province, login, checkpoint, 'Máy bị sửa sổ');
    for (const code of ['a', 'b', 'c']) await phone.scan(code);
    await phone.send(phone.log.slice(0, 1));
    const third = read(phone.log[2] as (typeof phone.log)[0]);
    expect(await phone.send([await phone.sign({ ...third, seq: 2 })])).toMatchObject({ upTo: 1, refused: [{ seq: 2, why: 'chain' }] });
    const first = read(phone.log[0] as (typeof phone.log)[0]);
    expect(await phone.send([await phone.sign({ ...first, verdict: 'forged' })])).toMatchObject({ upTo: 1, refused: [{ seq: 1, why: 'rewritten' }] });
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect(officer.text).toContain('Sổ quét của máy «Máy bị sửa sổ» không khớp');
    expect(officer.text).toContain('đứt chuỗi');
    // The honest log still fits.
    expect(await phone.send()).toMatchObject({ upTo: 3, refused: [] });
  });

  test('of a phone that was ended is refused', async () => {
    const phone = await aPhoneAt(province, login, checkpoint, 'Máy bị mất');
    await phone.scan('a');
    await phone.send();
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    const form = officer
      .$('li', officer.$('.card'))
      .filter((_, li) => officer.$(li).text().includes('Máy bị mất'))
      .find('form');
    await officer.send(form.attr('action') ?? '', {});
    await phone.scan('b');
    expect(await phone.send()).toMatchObject({
      status: 200,
      upTo: 1,
      refused: [
        { seq: 1, why: 'ended' },
        { seq: 2, why: 'ended' },
      ],
      suspects: [],
    }); // prettier-ignore
    expect(await scansOf(province, phone.device)).toHaveLength(1);
  });

  test('by a clock three hours wrong stands at the right time', async () => {
    const phone = await aPhoneAt(province, login, checkpoint, 'Máy sai giờ');
    phone.ahead = -180;
    const at = province.platform.now();
    await phone.scan((await aPaper(province, { unit })).code, { clock: 'doubtful' });
    await phone.send();
    expect(await scansOf(province, phone.device)).toMatchObject([{ correctedAt: at, timeKnown: true, found: 'valid' }]);
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect(officer.text).toContain('đồng hồ chậm 3 giờ');
    // The clock was set right in between: what was scanned before has no known time.
    await phone.scan('c', { clock: 'doubtful' });
    phone.ahead = 0;
    await phone.send();
    expect((await scansOf(province, phone.device))[1]).toMatchObject({ timeKnown: false });
  });
});

describe('a code', () => {
  let province: TestProvince;
  let checkpoint: string;
  const login = 'sangmoc.chuyenvien';
  beforeAll(async () => {
    province = await testProvince({ at: '2026-11-23 09:00' });
    checkpoint = await aCheckpoint(province, login, 'Chốt một');
  });
  afterAll(() => province.close());

  test('lets one phone in, and the same phone again when the answer was lost', async () => {
    const code = await aCode(province, login, checkpoint);
    expect(code).toMatch(/^[A-HKMNPRSTUWXZ]{4}-[A-HKMNPRSTUWXZ]{4}$/);
    const [phone, other] = [await Phone.make(province), await Phone.make(province)];
    expect(await phone.enrol(code.toLowerCase().replace('-', ' '))).toBe(200);
    const { device } = phone;
    expect(await phone.enrol(code)).toBe(200);
    expect(phone.device).toBe(device);
    expect(await other.enrol(code)).toBe(404);
  });

  test('pressed by two phones at once lets one in', async () => {
    const code = await aCode(province, login, checkpoint);
    const phones = await Promise.all([1, 2, 3, 4].map(() => Phone.make(province)));
    expect((await Promise.all(phones.map((phone) => phone.enrol(code)))).toSorted()).toEqual([200, 404, 404, 404]);
  });

  test('is kept as a mark only, and is shown once', async () => {
    const code = await aCode(province, login, checkpoint);
    const { kept } = await province.db.one<{ kept: string }>(
      sql`select string_agg(to_jsonb(k)::text, '') || (select string_agg(detail::text, '') from kernel.audit) as kept from checkpoints.codes k`,
    );
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replace('-', ''));
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${checkpoint}`);
    expect(officer.body).not.toContain(code);
  });

  test('does not hold after a day, nor at a checkpoint that was closed, nor if somebody makes it up', async () => {
    const [late, closed] = [await aCode(province, login, checkpoint), await aCheckpoint(province, login, 'Chốt tạm')];
    const code = await aCode(province, login, closed);
    const officer = await province.officer(login);
    await officer.open(`/can-bo/chot/${closed}`);
    await officer.press('Đóng chốt');
    expect(officer.text).toContain('đã đóng');
    expect(officer.text).not.toContain('Lấy mã');
    const phone = await Phone.make(province);
    expect(await phone.enrol(code)).toBe(404);
    expect(await phone.enrol('ABCDEFGH')).toBe(404);
    province.clock('2026-11-24 09:01');
    expect(await phone.enrol(late)).toBe(404);
  });

  test('is not found by trying', async () => {
    const phone = await Phone.make(province);
    const answers: number[] = [];
    for (let i = 0; i < 15; i++) answers.push(await phone.enrol('ABCDEFGH'));
    expect(answers.at(-1)).toBe(429);
  });
});
