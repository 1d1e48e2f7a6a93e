import { expect } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import type { TestProvince } from '../../../../test/support/province.ts';
import type { Fields, Visitor } from '../../../../test/support/visitor.ts';
import { answersTo, photo } from '../scenarios/steps.ts';

/** The procedure of 2021 that takes sheets of vehicles and drivers. */
export const pass = 'MC-LUONG-XANH';

/** What is typed once beside the sheet; the parts that the sheet answers stay empty. */
export async function beside(province: TestProvince): Promise<Fields> {
  const all = await answersTo(province, pass);
  const own = Object.entries(all).filter(([name]) => !/^(vehicles|drivers)\./.test(name));
  return { ...Object.fromEntries(own), 'business.phone': '0912 345 678', 'paper.dang-ky-xe': photo('xe.png') };
}

/** A firm fills in the form, gives its list and asks to see it again. */
export async function aFirmSends(province: TestProvince, sheet: File, more: Fields = {}): Promise<Visitor> {
  const firm = await province.stranger();
  await firm.open(`/dich-vu-cong/${pass}/nop`);
  expect(firm.status).toBe(200);
  return firm.press('Xem lại hồ sơ', { ...(await beside(province)), ...more, sheet });
}

/** The rows that the page asks to be mended, by their heads. */
export function wrongShown(firm: Visitor): string[] {
  return firm
    .$('.card h2')
    .toArray()
    .map((head) => firm.$(head).text())
    .filter((text) => text.startsWith('Dòng '));
}

export async function dossiersInLot(province: TestProvince, code: string): Promise<number> {
  const { many } = await province.db.one<{ many: number }>(
    sql`select count(*) as many from dossiers.dossiers d join dossiers.lots l on l.id = d.lot where l.code = ${code}`,
  );
  return many;
}
