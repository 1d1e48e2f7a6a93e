import type { Officer } from '#kernel/identity/index.ts';
import type { Step } from '../dossier.ts';
import { stepKeys } from '../queue/filter.ts';
import type { Asked } from './figures.tsx';

type Chosen = Pick<Asked, 'procedure' | 'span'>;

/** The board under another span or with other wishes; '' takes a wish away. */
export function boardAddress(chosen: Chosen, more: Record<string, string> = {}): string {
  return `/can-bo/giay-phep/bang?${query(chosen, more)}`;
}

export function csvAddress(chosen: Chosen): string {
  return `/can-bo/giay-phep/bang.csv?${query(chosen, {})}`;
}

/** What a list of issued permits is narrowed to; '' is everything, `none` of a province is where nothing was said. */
export type IssuedFilter = { origin: string; destination: string; onBehalf: string; standing: '' | 'suspended' | 'revoked' };

export const standingKeys = { suspended: 'dinh-chi', revoked: 'thu-hoi' } as const;

/** The list of permits behind a number of the board. */
export function issuedAddress(chosen: Chosen, { origin, destination, onBehalf, standing }: Partial<IssuedFilter> = {}, page = 1): string {
  const more = { di: origin, toi: destination, ho: onBehalf, 'tinh-trang': standing && standingKeys[standing], trang: page > 1 ? String(page) : '' };
  return `/can-bo/giay-phep/da-cap?${query(chosen, more)}`;
}

/** The queue where what waits is decided: all of it, or one step. */
export function queueAddress(step?: Step): string {
  return `/can-bo/giay-phep?buoc=${step && step !== 'give-back' ? stepKeys[step] : stepKeys.all}`;
}

/** The queue shows an officer what his own unit has to decide under procedures that the machine checks. */
export function opensQueue({ officer, procedure }: { officer: Officer; procedure: Asked['procedure'] }): boolean {
  return procedure.checked && (procedure.department === null || procedure.department === officer.unitId);
}

function query({ procedure, span }: Chosen, more: Record<string, string | undefined>): URLSearchParams {
  const days = span.key === 'chon' ? { tu: span.first, den: span.last } : {};
  const asked = { 'thu-tuc': procedure.code, khoang: span.key, ...days, ...more };
  return new URLSearchParams(Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined && one[1] !== ''));
}
