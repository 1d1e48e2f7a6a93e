import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#app';
import { sql } from '#kernel/db/index.ts';
import { openPlatform } from '../../../open-platform.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { Visitor } from '../../../../test/support/visitor.ts';
import { archetypes } from '../procedures/archetypes/index.ts';
import { aPassIsAskedFor } from './passes.ts';
import { officerPresses, type Life, promisedOf, theCitizenLooksItUp } from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ at: '2026-02-16 23:30' });
});
afterAll(() => province.close());

async function asked(at: string, chosen: Record<string, string> = {}): Promise<Life> {
  province.clock(at);
  return { province, citizen: await province.stranger(), ...(await aPassIsAskedFor(province, chosen)) };
}

describe('twelve hours, by night and on holidays too', () => {
  test.each([
    ['on the eve of Tết, half an hour before midnight', '2026-02-16 23:30', '2026-02-17 11:30'],
    ['in the small hours of a Sunday', '2026-03-01 02:00', '2026-03-01 14:00'],
    ['on a Friday evening', '2026-02-27 20:15', '2026-02-28 08:15'],
    ['on the last day of February', '2026-02-28 18:00', '2026-03-01 06:00'],
    ['at the turn of the year', '2026-12-31 19:59', '2027-01-01 07:59'],
    ['at midnight sharp', '2026-11-24 00:00', '2026-11-24 12:00'],
    ['at noon sharp', '2026-11-24 12:00', '2026-11-25 00:00'],
  ])('asked for %s, %s, it is due %s', async (_, at, due) => {
    expect(await promisedOf(await asked(at))).toBe(due);
  });

  test('and nobody who asks at night is told to wait for office hours', async () => {
    const life = await asked('2026-02-16 23:30');
    const { text } = await theCitizenLooksItUp(life);
    for (const words of [text, archetypes['pass-12-hours']?.messages.submitted.text]) {
      expect(words).toContain('cả ban đêm và ngày nghỉ');
      expect(words).not.toContain('giờ làm việc');
    }
  });
});

describe('a server that was down for five hours', () => {
  /** The program of after the interruption: opened anew on the same database. */
  async function startedAgain<T>(at: string, work: (officer: Visitor) => Promise<T>): Promise<T> {
    province.clock(at);
    const again = await openPlatform(province.platform.config, { db: province.db }, { now: () => province.platform.now() });
    try {
      const { app } = createApp(again);
      const visitor = new Visitor(async (request) => app.fetch(request));
      const account = await again.identity.accountByLogin('xaydung.motcua');
      visitor.cookies.set('motcua', await again.identity.openSession(account?.id ?? ''));
      return await work(visitor);
    } finally {
      await again.audit.stop();
      await again.close();
    }
  }

  const lineOf = (page: Visitor, plate: string) =>
    page
      .$('.queue tbody tr')
      .filter((_, row) => page.$(row).text().includes(plate))
      .text()
      .replace(/\s+/g, ' ');

  test('owes the same hour as before: what is left is less, what is late is late, and nothing is excused by itself', async () => {
    const almost = await asked('2026-11-24 15:00', { 'vehicles.0.plate': '20C-777.01' });
    const evening = await asked('2026-11-24 22:00', { 'vehicles.0.plate': '20C-777.02' });
    // Down from 23:00 to 04:00.
    await startedAgain('2026-11-25 04:00', async (officer) => {
      await officer.open('/can-bo/giay-phep');
      expect(officer.status, officer.text.slice(0, 300)).toBe(200);
      expect(lineOf(officer, '20C-777.01')).toContain('quá hạn 1 giờ');
      expect(lineOf(officer, '20C-777.02')).toContain('còn 6 giờ');
      await officer.open(`/can-bo/ho-so/${almost.id}`);
    });
    expect([await promisedOf(almost), await promisedOf(evening)]).toEqual(['2026-11-25 03:00', '2026-11-25 10:00']);
    const { slips } = await province.db.one<{ slips: number }>(
      sql`select count(*) as slips from dossiers.slips where dossier_id in (${almost.id}::uuid, ${evening.id}::uuid)`,
    );
    expect(slips).toBe(0);
  });
});

describe('a supplement', () => {
  test('stops the twelve hours, takes the pass from the queue, and begins them anew when it is complete', async () => {
    const life = await asked('2026-11-25 08:00', { 'vehicles.0.plate': '20C-888.01' });
    const queued = async () => {
      const officer = await province.officer('xaydung.motcua');
      await officer.open('/can-bo/giay-phep');
      return officer.text.replace(/\s+/g, ' ');
    };
    expect(await queued()).toContain('20C-888.01');
    province.clock('2026-11-25 17:00');
    await officerPresses(life, 'xaydung.motcua', 'Gửi phiếu yêu cầu bổ sung', { item: ['field:journey.goods'], 'why.field:journey.goods': 'Ghi rõ hàng gì.' });
    expect([await promisedOf(life), (await queued()).includes('20C-888.01')]).toEqual(['stands still', false]);
    province.clock('2026-11-25 23:10');
    const citizen = await theCitizenLooksItUp(life);
    await citizen.press('Gửi bổ sung', { 'journey.goods': 'Gạo và nước sạch' });
    expect(await promisedOf(life)).toBe('2026-11-26 11:10');
    expect(await queued()).toMatch(/còn 12 giờ\s?20C-888\.01/);
  });
});
