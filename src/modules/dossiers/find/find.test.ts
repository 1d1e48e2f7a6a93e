import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { load } from 'cheerio';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hangLook } from '#design/index.ts';
import { buildCalendar, dueAt, type Limit } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Ctx } from '#kernel/web/index.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { publishFolder } from '../procedures/cli.ts';
import { importRegister } from '../procedures/import.ts';
import { findProcedures, showProcedure } from './find.tsx';

const root = join(import.meta.dirname, '../../../..');
const at = new Date('2026-11-23T02:00:00Z');
const by = { name: 'Quản trị (mẫu)', at };
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
const clock = { start: at, dueAt: (from: Date, limit: Limit) => dueAt(from, limit, calendar) };

const register = `code,name,field,ministry,levels,kind,applicants,agency,decision,channels,time,time_unit,fee,components,result,result_code,url
9.000009,Cấp giấy phép thử <b>nghiệm</b>,Thử nghiệm,Bộ Thử,"Cấp tỉnh, Cấp xã",,Công dân Việt Nam,Sở Thử,1/QĐ-BT,in_person online,5,Ngày làm việc,50 VNĐ,0,Giấy phép,KQ.G01.1,https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x
9.000010,Thủ tục có địa chỉ lạ,Thử nghiệm,,,,,,,,,,,,,,javascript:alert(1)
`;

let base: TestDatabase;
let own = true;

beforeAll(async () => {
  base = await testDatabase();
  hangLook({ citizenCss: readFileSync(join(root, 'src/design/citizen.css'), 'utf8'), citizenCssHash: '', url: (name) => `/tai-nguyen/${name}` });
  await publishFolder(base.db, join(root, 'data/procedures'), { profile: '2026', clock, by });
  await importRegister(base.db, { csv: register }, by);
});
afterAll(() => base.drop());

async function open(path: string) {
  const app = new Hono<{ Variables: Ctx['var'] }>();
  const onlineFiling = { own: true, portal: 'https://dichvucong.gov.vn', portal_name: 'Cổng Dịch vụ công quốc gia' };
  const platform = {
    db: base.db,
    now: () => at,
    config: { ownOnlineFiling: own },
    profile: { rules: { online_filing: onlineFiling } },
    organisations: { find: (id: string) => (id === 'so-xay-dung' ? { name: 'Sở Xây dựng' } : undefined) },
  } as unknown as Platform;
  app.use((c, next) => {
    c.set('platform', platform);
    return next();
  });
  app.get('/dich-vu-cong', (c) => findProcedures(c as Ctx));
  app.get('/dich-vu-cong/:procedure', (c) => showProcedure(c as Ctx));
  const response = await app.request(path);
  const html = await response.text();
  return { status: response.status, html, $: load(html), weight: brotliCompressSync(html).length };
}

describe('the search page', () => {
  it('shows what people ask for most and the fields, before anything is typed', async () => {
    const { $, status } = await open('/dich-vu-cong');
    expect(status).toBe(200);
    expect($('.tiles a').length).toBeGreaterThan(5);
    expect($('a[href*="linh-vuc="]').length).toBeGreaterThan(3);
  });

  it('finds the birth-certificate copy from words without accents, with how long and how much', async () => {
    const { $ } = await open('/dich-vu-cong?q=giay+khai+sinh+ban+sao');
    const first = $('.list li').first();
    expect(first.find('a').attr('href')).toBe('/dich-vu-cong/2.000635');
    expect(first.text()).toContain('Trong ngày');
    expect(first.text()).toContain('8.000 đồng một bản');
    expect($('input[name=q]').attr('value')).toBe('giay khai sinh ban sao');
  });

  it('says so when it guesses the spelling', async () => {
    const { $ } = await open('/dich-vu-cong?q=giay+kahi+sinh');
    expect($('[role=status]').text()).toContain('Có phải ông (bà) tìm');
  });

  it('offers what people ask for most when nothing is found', async () => {
    const { $, html } = await open('/dich-vu-cong?q=zzzzqqqq');
    expect(html).toContain('Chưa tìm thấy');
    expect($('.tiles a').length).toBeGreaterThan(5);
  });

  it('keeps what was typed as text', async () => {
    const { html } = await open(`/dich-vu-cong?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
  });

  it('marks register drafts and browses by field and level', async () => {
    const { $, html } = await open(`/dich-vu-cong?${new URLSearchParams({ 'linh-vuc': 'Thử nghiệm' })}`);
    expect(html).toContain('bản nháp từ sổ quốc gia');
    expect($('.list li')).toHaveLength(2);
    expect((await open(`/dich-vu-cong?${new URLSearchParams({ 'linh-vuc': 'Thử nghiệm', cap: 'commune' })}`)).$('.list li')).toHaveLength(1);
    expect((await open('/dich-vu-cong?muc=linh-vuc')).html).toContain('Thử nghiệm');
  });
});

describe('the procedure page', () => {
  it('answers what, who, what to bring, how long, how much and what comes back', async () => {
    const { $ } = await open('/dich-vu-cong/2.000635');
    const text = $('main').text();
    for (const words of [
      'Ai được làm',
      'Cần mang gì',
      'Giấy tờ tùy thân',
      'chỉ khi «Tư cách người yêu cầu: Được người khác ủy quyền»',
      '8.000 đồng một bản',
      'từ 15 giờ',
      'Trích lục hộ tịch (bản sao)',
      'Luật Hộ tịch',
    ])
      expect(text).toContain(words);
    expect($('a.button').attr('href')).toBe('/dich-vu-cong/2.000635/nop');
  });

  it('sends citizens to the National Portal where the province does not take filings itself', async () => {
    own = false;
    const { $ } = await open('/dich-vu-cong/2.000635');
    own = true;
    expect($('a.button').attr('href')).toBe('https://dichvucong.gov.vn');
    expect($('a[href$="/nop"]')).toHaveLength(0);
  });

  it('sends citizens to the desk where they must be there in person', async () => {
    const { $ } = await open('/dich-vu-cong/2.000815');
    expect($('.notice').text()).toContain('Đến bàn một cửa');
    expect($('a[href$="/nop"]')).toHaveLength(0);
  });

  it('names the department and marks what is only remembered', async () => {
    const { $ } = await open('/dich-vu-cong/2.002288');
    expect($('.facts').text()).toContain('Sở Xây dựng');
    expect($('details').text()).toContain('chờ đối chiếu văn bản');
  });

  it('shows a register draft as a draft, its doubtful fee as doubtful, and offers no filing', async () => {
    const { $, html } = await open('/dich-vu-cong/9.000009');
    expect(html).toContain('chưa nộp trực tuyến tại đây');
    expect($('.facts').text()).toContain('cần hỏi lại');
    expect($('h1').text()).toContain('<b>nghiệm</b>');
    expect($('a[href$="/nop"]')).toHaveLength(0);
  });

  it('links only to government addresses', async () => {
    expect((await open('/dich-vu-cong/9.000010')).html).not.toContain('javascript:');
  });

  it.each(['/dich-vu-cong/khong-co', '/dich-vu-cong/..%2F', `/dich-vu-cong/${'9'.repeat(500)}`, '/dich-vu-cong/MC-LUONG-XANH'])(
    '%s is not there',
    async (path) => {
      expect((await open(path)).status).toBe(404);
    },
  );
});

it.each([
  '/dich-vu-cong',
  '/dich-vu-cong?q=dang+ky',
  '/dich-vu-cong/2.000635',
  '/dich-vu-cong/1.001193',
  '/dich-vu-cong/MC-LUONG-XANH',
  '/dich-vu-cong/9.000009',
])('%s weighs at most 14 kB with its style', async (path) => {
  const { weight } = await open(path);
  expect(weight).toBeLessThan(14 * 1024);
});
