import { expect } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { Phone } from '../../../../test/support/phone.ts';
import type { TestProvince } from '../../../../test/support/province.ts';

/** The words scenarios are told in. Officers and phones go in by HTTP; the database is only looked at. */
export const places = { phoYen: '21.4153, 105.8731', dinhCa: '21.7561, 106.0742' } as const; // some 43 km apart

export async function aCheckpoint(province: TestProvince, login: string, name: string, place: string = places.phoYen): Promise<string> {
  const officer = await province.officer(login);
  await officer.open('/can-bo/chot');
  await officer.press('Lập chốt', { name, place });
  expect(officer.status, officer.text.slice(0, 400)).toBe(200);
  return officer.url.split('/').at(-1) ?? '';
}

/** An officer asks for a code, as the page shows it. */
export async function aCode(province: TestProvince, login: string, checkpoint: string): Promise<string> {
  const officer = await province.officer(login);
  await officer.open(`/can-bo/chot/${checkpoint}`);
  await officer.press('Lấy mã nối máy');
  return officer.$('.big.code').text();
}

export async function aPhoneAt(province: TestProvince, login: string, checkpoint: string, name = 'Máy thử'): Promise<Phone> {
  const phone = await Phone.make(province);
  expect(await phone.enrol(await aCode(province, login, checkpoint), name)).toBe(200);
  return phone;
}

export type Paper = { id: string; code: string; place: number };

/** A paper with a QR, issued by the unit named. */
export async function aPaper(
  { platform }: TestProvince,
  {
    unit = 'so-tu-phap',
    subject = '20C-123.45',
    number = '7/GTVT',
    dossier = 'X-1',
    days = 30,
  }: Partial<Record<'unit' | 'subject' | 'number' | 'dossier', string>> & { days?: number } = {},
): Promise<Paper> {
  const [id, at] = [crypto.randomUUID(), platform.now()];
  const { text } = await platform.credentials.issue({
    id,
    unit: { id: unit, name: platform.organisations.issuingName(unit) },
    at,
    expires: new Date(at.getTime() + days * 86_400_000),
    kind: 'vehicle-pass',
    number,
    title: 'Giấy nhận diện phương tiện',
    subject,
    dossier,
    note: '',
  });
  const { claims } = await platform.credentials.judge(text);
  return { id, code: text, place: claims?.status ?? -1 };
}

export type Row = {
  seq: number;
  said: string;
  found: string;
  number: string | null;
  timeKnown: boolean;
  correctedAt: Date;
  plate: string | null;
  lat: number | null;
};

export function scansOf({ db }: TestProvince, device: string): Promise<Row[]> {
  return db.many<Row>(sql`select seq, said, found, number, time_known as "timeKnown", corrected_at as "correctedAt", plate, lat
    from checkpoints.scans where device_id = ${device}::uuid order by seq`);
}

export async function refusalsOf({ db }: TestProvince, device: string): Promise<string[]> {
  const rows = await db.many<{ seq: number; why: string }>(sql`select seq, why from checkpoints.refusals where device_id = ${device}::uuid order by seq, why`);
  return rows.map(({ seq, why }) => `${seq} ${why}`);
}

export async function flagsOf({ db }: TestProvince): Promise<{ id: string; number: string; km: number; minutes: number }[]> {
  return db.many(sql`select id, number, km, minutes from checkpoints.flags order by made_at`);
}
