import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type CheerioAPI, load } from 'cheerio';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAssets } from '#design/assets.ts';
import { hangLook, hangSign } from '#design/index.ts';
import { importProfile, loadOrganisations, loadProfile } from '#kernel/organisations/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Ctx } from '#kernel/web/index.ts';
import { dueAt, type Limit } from '#kernel/calendar/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { publishFolder } from '../dossiers/procedures/cli.ts';
import { homeRoutes } from './index.ts';

const root = join(import.meta.dirname, '../../..');
const at = new Date('2026-11-23T02:00:00Z');

let base: TestDatabase;
let html = '';
let $: CheerioAPI;
let platform: Platform;

beforeAll(async () => {
  base = await testDatabase();
  hangLook((await openAssets(root)).look);
  hangSign({ province: 'Tỉnh Thái Nguyên', demo: true });
  const profile = await loadProfile(join(root, 'data/profiles/2026'));
  await importProfile(base.db, profile);
  const clock = { start: at, dueAt: (from: Date, limit: Limit) => dueAt(from, limit, profile.calendar) };
  await publishFolder(base.db, join(root, 'data/procedures'), { profile: '2026', clock, by: { name: 'Quản trị (mẫu)', at } });
  const organisations = await loadOrganisations(base.db, profile.rules);
  platform = { db: base.db, now: () => at, config: { production: false }, profile, calendar: profile.calendar, organisations } as unknown as Platform;
  html = await (await open('/')).text();
  $ = load(html);
});
afterAll(() => base.drop());

async function open(path: string): Promise<Response> {
  const app = new Hono<{ Variables: Ctx['var'] }>();
  app.use((c, next) => {
    c.set('platform', platform);
    return next();
  });
  for (const line of homeRoutes) app.on(line.method, line.path, (c) => line.verb(c as Ctx));
  return app.request(path);
}

describe('the front page', () => {
  test('asks one question and sends the words to the search', () => {
    const form = $('form[role=search]');
    expect(form.attr('action')).toBe('/dich-vu-cong');
    expect(form.find('input[name=q]').length).toBe(1);
    expect($(`label[for="${form.find('input').attr('id')}"]`).text()).toContain('không cần dấu');
  });

  test('has a door for everybody', () => {
    const links = $('main a')
      .toArray()
      .map((a) => $(a).attr('href'));
    for (const href of ['/tra-cuu', '/dich-vu-cong/lam-tiep', '/xac-thuc', '/can-bo', '/dich-vu-cong/2.000635']) expect(links).toContain(href);
  });

  test('shows six procedures of those people ask for most', () => {
    expect($('.tiles:not(.doors) a').length).toBe(6);
  });

  test('says when and where the desks are open', () => {
    expect($('main').text()).toContain('cả 92 xã, phường');
    expect($('.facts').text()).toContain('Thứ Hai đến thứ Sáu');
    expect($('.door').text()).toContain('Đang mở cửa, đến 11:30');
  });

  test('weighs little and needs no script', () => {
    expect(brotliCompressSync(Buffer.from(html)).length).toBeLessThan(7000);
    expect($('script').length).toBe(0);
  });
});

test('the pattern book is for builders: in production there is no such page', async () => {
  expect((await open('/quan-tri/mau-giao-dien')).status).toBe(200);
  platform.config.production = true;
  expect((await open('/quan-tri/mau-giao-dien')).status).toBe(404);
});
