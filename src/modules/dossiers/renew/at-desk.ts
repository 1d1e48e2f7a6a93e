import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { ProcedureVersion } from '../procedures/index.ts';
import { type Permit, permitById } from '../store/permits.ts';
import { findDossier } from '../store/read.ts';
import { receivingUnits, type Typing } from '../submit/filing.ts';
import { renewings, renewingProcedure } from './may-renew.ts';
import { proposeRenewal } from './propose.ts';
import { renewingInWords } from './renew.page.tsx';

/** For whoever comes to the desk with the old paper: the form of a renewal, by permit; empty for officers who take nothing in. */
export async function renewalsAtDesk(platform: Platform, officer: Officer, permits: readonly Permit[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (!officer.roles.includes('desk')) return found;
  const standing = await renewings(platform, permits);
  for (const permit of permits.filter(({ id }) => ['may', 'elsewhere'].includes(standing.get(id)?.kind ?? 'never'))) {
    const procedure = await renewingProcedure(platform, permit);
    if (procedure && !procedure.moved && receivingUnits(platform, procedure).some(({ id }) => id === officer.unitId))
      found.set(permit.id, `/can-bo/nhap/${procedure.code}?gia-han=${permit.id}`);
  }
  return found;
}

/** The form of a renewal as the desk begins it, filled in from the dossier before; a sentence when it cannot be renewed, nothing when it is not this officer's. */
export async function renewalAtDesk(
  platform: Platform,
  officer: Officer,
  procedure: ProcedureVersion,
  permitId: string,
): Promise<{ typing: Typing } | { refusal: string } | undefined> {
  const permit = await permitById(platform.db, permitId);
  if (!permit || !(await findDossier(platform.db, permit.dossierId, officer))) return undefined;
  if ((await renewingProcedure(platform, permit))?.code !== procedure.code) return undefined;
  const renewing = (await renewings(platform, [permit])).get(permit.id) ?? { kind: 'never' };
  if (!['may', 'elsewhere'].includes(renewing.kind))
    return { refusal: `Giấy ${permit.shown || permit.numberText}: ${renewingInWords(renewing) || 'không gia hạn được nữa'}.` };
  return { typing: (await proposeRenewal(platform, procedure, [permit])).typing };
}
