import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildCalendar, dueAt } from '#kernel/calendar/index.ts';
import { sql } from '#kernel/db/index.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { publishFolder } from './cli.ts';
import { importRegister } from './import.ts';
import { listPublished, procedureFields, procedureVersion, publishedProcedure, registerDraft, searchProcedures } from './store.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'data/procedures');
const shared = join(root, '../shared/data/procedures-national-2026-07');
const by = { name: 'Quản trị (mẫu)', at: new Date('2026-11-23T02:00:00Z') };
const on = by.at;
const day = [
  ['07:30', '11:30'],
  ['13:30', '17:00'],
] as const;
const calendar = buildCalendar({
  hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  days: [],
  knownFrom: '2021-01-01',
  knownTo: '2026-12-31',
});
const clock = { start: on, dueAt: (at: Date, limit: Parameters<typeof dueAt>[1]) => dueAt(at, limit, calendar) };

const header = 'code,name,field,ministry,levels,kind,applicants,agency,decision,channels,time,time_unit,fee,components,result,result_code,url\n';

/** How many packages have an edition of this era, as a reader of the files would count them. */
function editionsOf(era: string): number {
  const files = readdirSync(join(folder, 'packages')).map((name) => readFileSync(join(folder, 'packages', name), 'utf8'));
  const many = files.filter((text) => text.includes(`\n  "${era}":`)).length;
  expect(many).toBeGreaterThan(20);
  return many;
}

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

async function first(text: string): Promise<string | undefined> {
  return (await searchProcedures(base.db, { text, on })).found[0]?.code;
}

describe('publishing packages', () => {
  it('writes every edition of both eras once, and nothing the second time', async () => {
    const { written, refused } = await publishFolder(base.db, folder, { profile: '2026', clock, by });
    expect(refused).toEqual([]);
    expect(written.filter(({ changed }) => changed)).toHaveLength(editionsOf('2021') + editionsOf('2026'));
    const again = await publishFolder(base.db, folder, { profile: '2026', clock, by });
    expect(again.written.some(({ changed }) => changed)).toBe(false);
  });

  it('finds the version of its day: the badge was the transport department’s in 2021 and is the construction department’s now', async () => {
    expect((await publishedProcedure(base.db, '2.002288', new Date('2021-08-15T03:00:00Z')))?.department).toBe('so-giao-thong-van-tai');
    expect((await publishedProcedure(base.db, '2.002288', on))?.department).toBe('so-xay-dung');
    expect(await publishedProcedure(base.db, 'MC-LUONG-XANH', on)).toBeUndefined();
  });

  it('keeps a dossier on the version it began with, and sees within a second or so what another process withdrew', async () => {
    const now = await publishedProcedure(base.db, '2.000635', on);
    await base.owner.run(sql`update dossiers.procedures set status = 'retired' where id = ${now!.id}::uuid`);
    await vi.waitFor(async () => expect(await publishedProcedure(base.db, '2.000635', on)).toBeUndefined(), { timeout: 3000, interval: 100 });
    expect((await procedureVersion(base.db, now!.id)).name).toBe(now!.name);
    await base.owner.run(sql`update dossiers.procedures set status = 'published' where id = ${now!.id}::uuid`);
  });

  it('publishes only its own era, open-ended, where the installation lives in 2021', async () => {
    const other = await testDatabase();
    const { written } = await publishFolder(other.db, folder, { profile: '2021', clock, by });
    expect(written).toHaveLength(editionsOf('2021'));
    expect((await publishedProcedure(other.db, 'MC-LUONG-XANH', on))?.limits.online).toEqual({ value: 12, unit: 'hour' });
    await other.drop();
  });
});

describe('importing the register', () => {
  it('takes good rows, tells the line of bad ones, and changes nothing when repeated', async () => {
    const csv = `${header}9.000001,Thủ tục thử một,Thử,Bộ Thử,Cấp xã,,Công dân Việt Nam,,1/QĐ,in_person online,0.5,Ngày làm việc,"8,000 VNĐ",1,,,\n,Không có mã,Thử,,,,,,,,,,,,,,\n9.000002,Thủ tục thử hai,Thử\n`;
    const once = await importRegister(base.db, { csv }, by);
    expect(once).toMatchObject({ read: 2, added: 2, changed: 0 });
    expect(once.faults).toEqual([{ line: 3, code: undefined, says: 'mã thủ tục trống hoặc có ký tự lạ' }]);
    expect(await importRegister(base.db, { csv }, by)).toMatchObject({ added: 0, changed: 0, same: 2 });
    const draft = await registerDraft(base.db, '9.000001');
    expect(draft?.facts.channels[0]).toEqual({
      channel: 'desk',
      limit: { value: 4, unit: 'working-hour' },
      fees: [{ amount: 8000, currency: 'VND', words: '8,000 VNĐ' }],
    });
  });

  it.runIf(existsSync(`${shared}.csv`))('loads the whole national extract in seconds, every row of it', { timeout: 60_000 }, async () => {
    const started = performance.now();
    const imported = await importRegister(
      base.db,
      { csv: readFileSync(`${shared}.csv`, 'utf8'), details: readFileSync(`${shared}-dossiers.jsonl`, 'utf8') },
      by,
    );
    console.log(`import: ${Math.round(performance.now() - started)} ms`);
    expect(imported).toMatchObject({ read: 2565, added: 2565, faults: [] });
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe('searching', () => {
  it.each([
    ['giay khai sinh ban sao', '2.000635'],
    ['bản sao giấy khai sinh', '2.000635'],
    ['sao giấy khai sinh', '2.000635'],
    ['mat giay khai sinh', '2.000635'],
    ['xin lai giay khai sinh', '2.000635'],
    ['làm giấy khai sinh cho con', '1.001193'],
    ['moi de', '1.001193'],
    ['khai tu', '1.000656'],
    ['nguoi nha mat', '1.000656'],
    ['lấy vợ', '1.000894'],
    ['giay doc than', '1.004873'],
    ['cong chung', '2.000815'],
    ['chung thuc chu ky', '2.000884'],
    ['phu hieu xe tai', '2.002288'],
    ['đi Lào', '1.002856'],
    ['dang ky thuyen', '1.004088'],
    ['mo quan', '1.001612'],
    ['2.000635', '2.000635'],
    ['GIẤY KHAI SINH BẢN SAO', '2.000635'],
    ['giay kahi sinh ban sao', '2.000635'],
    ['giay khai sih ban sao', '2.000635'],
    ['phu hieuu xe', '2.002288'],
    ['đăng ký kết hôn', '1.000894'],
    ['đăng ký vợ chồng với người nước ngoại ở xa', '1.000894'],
  ])('«%s» gives %s first', async (text, code) => expect(await first(text)).toBe(code));

  it('does not mind where the tone mark stands', async () => {
    await importRegister(base.db, { csv: `${header}9.000003,Hoà nhạc ở cơ sở,Hoà nhạc\n` }, by);
    expect(await first('hòa nhạc ở cơ sở')).toBe('9.000003');
    expect(await first('hoà nhạc ở cơ sở'.normalize('NFD'))).toBe('9.000003');
  });

  it('shows published procedures before drafts, and no draft beside its published version', async () => {
    const { found } = await searchProcedures(base.db, { text: 'khai sinh', on });
    const statuses = found.map(({ status }) => status);
    expect(statuses.lastIndexOf('published')).toBeLessThan(statuses.includes('draft') ? statuses.indexOf('draft') : statuses.length);
    expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
  });

  it('answers anything at all without an error', async () => {
    for (const text of ["'", '&|!:*()', '\\', '%', 'a'.repeat(5000), '<script>', 'đ', ':*', '"', '   ', '1.', '😀'])
      expect(Array.isArray((await searchProcedures(base.db, { text, on })).found)).toBe(true);
    for (const page of [0, -1, Number.NaN, 1e9]) expect((await searchProcedures(base.db, { page, on })).page).toBeGreaterThan(0);
  });

  it('lists for a desk only what it can take in', async () => {
    expect((await listPublished(base.db, { text: 'khai sinh', level: 'commune', on })).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['2.000635', '1.001193']),
    );
    const atDepartment = (await listPublished(base.db, { text: '', level: 'agency', on })).map(({ code }) => code);
    expect(atDepartment).toEqual(expect.arrayContaining(['1.002856', '2.002288', '2.001034', 'MC-GIAY-DI-DUONG']));
    expect(atDepartment).not.toContain('2.000635');
    expect(atDepartment).not.toContain('MC-XE-MAY-CHUYEN-DUNG');
  });

  it('finds what has gone to another body, and says where to go', async () => {
    const [found] = (await searchProcedures(base.db, { text: 'dang ky may xuc', on })).found;
    expect([found?.code, found?.edition?.moved?.to]).toEqual(['MC-XE-MAY-CHUYEN-DUNG', 'Công an tỉnh hoặc công an cấp xã']);
  });

  it('keeps within field and level', async () => {
    const { found } = await searchProcedures(base.db, { text: 'dang ky', field: 'Hộ tịch', level: 'commune', on });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ field, levels }) => field === 'Hộ tịch' && levels.includes('commune'))).toBe(true);
    expect((await procedureFields(base.db, on))[0]?.published).toBeGreaterThan(0);
  });

  it('stays quick over ten thousand titles and reads no whole table', { timeout: 60_000 }, async () => {
    await base.owner.script(`insert into dossiers.procedures (id, code, source, status, name, field, levels, facts, hash, changed_at, changed_by)
      select gen_random_uuid(), '8.' || lpad(n::text, 6, '0'), 'register', 'draft', name || ' ' || n, field, levels, facts, md5(n::text), now(), 'thử'
      from (select row_number() over () as n, p.* from dossiers.procedures p, generate_series(1, 6) where source = 'register') s where n <= 10000; analyze dossiers.procedures`);
    const texts = [
      'giay khai sinh ban sao',
      'giay phep xay dung',
      'dang ky',
      'cap giay phep',
      'phu hieuu xe',
      'so do',
      'xe',
      'thu tuc cap lai',
      'khong co gi nhu the ca xyz',
    ];
    const times: number[] = [];
    for (const text of Array.from({ length: 12 }, () => texts).flat()) {
      const started = performance.now();
      await searchProcedures(base.db, { text, on });
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    console.log(`search: p50 ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms, p99 ${times[Math.floor(times.length * 0.99)]?.toFixed(1)} ms`);
    const plan = await base.db.many<{ 'QUERY PLAN': string }>(
      sql`explain select id from dossiers.procedures p where p.search @@ to_tsquery('simple', 'giay & khai & sinh & ban & sao')`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('procedures_search');
    expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(1000);
  });
});
