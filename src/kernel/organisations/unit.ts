import type { Day } from '#kernel/calendar/index.ts';

/** Where a unit stands; districts exist until 30/6/2025, agencies (sở, ban, ngành) stand beside the territories. */
export type UnitLevel = 'province' | 'district' | 'commune' | 'agency';

/** The level of each kind of unit, by the word that stands in its name. */
export const levels: Record<string, UnitLevel> = {
  tỉnh: 'province',
  huyện: 'district',
  'thành phố': 'district',
  'thị xã': 'district',
  xã: 'commune',
  phường: 'commune',
  'thị trấn': 'commune',
  'cơ quan': 'agency',
  'cơ quan ngành dọc': 'agency',
};

/** An administrative unit (đơn vị) between two dates. The key is our own id: official codes are reused for other territories. */
export type Unit = {
  id: string;
  /** The official code of a territory; agencies have none. */
  code: string | null;
  kind: string;
  level: UnitLevel;
  /** Sảng Mộc */
  name: string;
  /** Xã Sảng Mộc */
  fullName: string;
  parentId: string | null;
  validFrom: Day | null;
  validTo: Day | null;
  /** Mã định danh, the part of a dossier code that names the unit. */
  identifier: string | null;
  lon: number | null;
  lat: number | null;
};

/** True when the unit exists on a day. */
export function exists(unit: Pick<Unit, 'validFrom' | 'validTo'>, on: Day): boolean {
  return (unit.validFrom === null || unit.validFrom <= on) && (unit.validTo === null || on <= unit.validTo);
}
