import { expect } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { aCheckpoint, aPaper, aPhoneAt, flagsOf, places } from '../../src/modules/checkpoints/scenarios/steps.ts';
import { remindEnding } from '../../src/modules/dossiers/renew/remind.ts';
import { aPassIsAskedFor } from '../../src/modules/dossiers/scenarios/passes.ts';
import { answersTo, itIsAssessed, itIsReceived, itIsSignedAndSealed, photo } from '../../src/modules/dossiers/scenarios/steps.ts';
import { asCsv, firmHeads, firmList } from '../../src/modules/dossiers/sheets/sheet.fixture.ts';
import type { TestProvince } from './province.ts';
import type { Visitor } from './visitor.ts';

/** What a phone at a checkpoint sends. */
export type ScanLog = { device: string; sentAt: string; entries: readonly unknown[] };

/** Permits in the middle of their work: passes asked for, chosen for a batch, issued and ending, a firm's lot, phones at checkpoints that saw a copy. */
export type PermitScene = {
  ids: Record<string, string[]>;
  /** Whose pages have forms to learn. */
  pages: readonly { visitor: Visitor; paths: readonly string[] }[];
  lots: string[];
  scanLog: ScanLog;
};

const office = { desk: 'xaydung.motcua', specialist: 'xaydung.chuyenvien', leader: 'xaydung.giamdoc', clerk: 'xaydung.vanthu' } as const;

/** The officers of the unit that issues them, by what they do. */
export const officeOf: Record<string, string | undefined> = office;

export async function setPermits(province: TestProvince): Promise<PermitScene> {
  const passes: { id: string }[] = [];
  for (let i = 0; i < 4; i++)
    passes.push(await aPassIsAskedFor(province, { 'vehicles.0.plate': `20C-123.4${i}`, 'period.from': '23/11/2026', 'period.to': '25/11/2026' }));
  const [issued, ...waiting] = passes;
  await isIssued(province, issued?.id ?? '');
  await remindEnding({ ...province.platform, now: () => new Date('2026-11-24T20:00:00+07:00') });
  await aSampleIsLookedAt(province, issued?.id ?? '');
  const desk = await province.officer(office.desk);
  await desk.send('/can-bo/hang-loat', { verb: 'receive', ids: waiting.slice(0, 2).map(({ id }) => `${id}:1`) });
  const batch = idOf(desk.url);
  const firm = await aFirmHasSent(province);
  const { checkpoint, device, flag, scanLog } = await aCopyIsSeen(province);
  const leader = await province.officer(office.leader);
  const ids = async (of: ReturnType<typeof sql>) => (await province.db.many<{ id: string }>(of)).map(({ id }) => id);
  const lots = await ids(sql`select id from dossiers.lots`);
  const reminders = await ids(sql`select id from dossiers.reminders`);
  return {
    ids: {
      batch: [batch],
      checkpoint: [checkpoint],
      device: [device],
      flag: [flag],
      sample: [issued?.id ?? ''],
      permit: await ids(sql`select id from dossiers.permits`),
      lot: lots,
      dossier: await ids(sql`select id from dossiers.dossiers where lot is not null`),
      reminder: reminders,
    },
    pages: [
      { visitor: desk, paths: ['/can-bo/giay-phep', '/can-bo/hang-loat', `/can-bo/hang-loat/${batch}`] },
      {
        visitor: leader,
        paths: ['/can-bo/giay-phep/bang', '/can-bo/tu-dong-cap', '/can-bo/chot', `/can-bo/chot/${checkpoint}`, `/can-bo/chot/nghi-van/${flag}`],
      },
      { visitor: leader, paths: passes.map(({ id }) => `/can-bo/ho-so/${id}`) },
      { visitor: firm, paths: ['/tra-cuu/lo', '/tra-cuu/lo/gia-han'] },
      { visitor: await province.stranger(), paths: ['/dich-vu-cong/MC-GIAY-DI-DUONG/nop', `/gia-han/${reminders[0]}`] },
    ],
    lots,
    scanLog,
  };
}

async function isIssued(province: TestProvince, id: string): Promise<void> {
  const life = { province, citizen: await province.stranger(), code: '', id };
  await itIsReceived(life, office.desk);
  await itIsAssessed(life, office.specialist, {});
  await itIsSignedAndSealed(life, office.leader, office.clerk);
}

/** As if the rule had issued it and it had been drawn to be looked at afterwards. */
async function aSampleIsLookedAt({ db }: TestProvince, dossierId: string): Promise<void> {
  await db.run(sql`insert into dossiers.auto_issues (dossier_id, procedure_code, unit_id, outcome, rule, allowed_by, basis, checks, decided_at, issued_at, sample)
    select id, procedure_code, deciding_unit, 'issued', 'mẫu', 'mẫu', 'mẫu', '[]', finished_at, finished_at, true from dossiers.dossiers where id = ${dossierId}::uuid`);
}

async function aFirmHasSent(province: TestProvince): Promise<Visitor> {
  const code = '2.002288';
  const typed = Object.entries(await answersTo(province, code)).filter(([name]) => !name.startsWith('vehicles.'));
  const rows = firmList(3).map((row) => [...row, 'Xe tải (cả công-ten-nơ, đầu kéo)', 'Cấp mới']);
  const sheet = asCsv(rows, [...firmHeads, 'Loại phù hiệu', 'Xin cấp hay cấp lại']);
  const firm = await province.stranger();
  await firm.open(`/dich-vu-cong/${code}/nop`);
  await firm.press('Xem lại hồ sơ', { ...Object.fromEntries(typed), 'paper.dang-ky-xe': photo(), sheet });
  await firm.press('Nộp 3 dòng đúng');
  expect(firm.$('h1').text(), firm.text.slice(0, 500)).toBe('Đã nộp 3 hồ sơ');
  return firm;
}

/** Two phones too far apart have seen one paper within minutes. */
async function aCopyIsSeen(province: TestProvince): Promise<{ checkpoint: string; device: string; flag: string; scanLog: ScanLog }> {
  const checkpoint = await aCheckpoint(province, office.leader, 'Chốt Phổ Yên', places.phoYen);
  const here = await aPhoneAt(province, office.leader, checkpoint);
  const there = await aPhoneAt(province, office.leader, await aCheckpoint(province, office.leader, 'Chốt Đình Cả', places.dinhCa));
  const paper = await aPaper(province, { unit: 'so-xay-dung' });
  for (const phone of [here, there]) {
    await phone.scan(paper.code);
    expect((await phone.send()).status).toBe(200);
  }
  const [flag] = await flagsOf(province);
  return { checkpoint, device: here.device, flag: flag?.id ?? '', scanLog: { device: here.device, sentAt: here.clock.toISOString(), entries: here.log } };
}

function idOf(url: string): string {
  return url.match(/[0-9a-f-]{36}/)?.[0] ?? '';
}
