import type { Platform } from '#kernel/platform.ts';
import type { ProcedureVersion } from './procedures/index.ts';

/** Where citizens file online: on our own pages, or only on the National Portal. */
export type FilingPlace = { own: boolean; portal: string; portalName: string };

/** The profile's rule, unless this installation says otherwise. */
export function filingPlace({ config, profile }: Platform): FilingPlace {
  const { own, portal, portal_name } = profile.rules.online_filing;
  return { own: config.ownOnlineFiling ?? own, portal, portalName: portal_name };
}

/** True when this installation itself takes the procedure online. */
export function takesOnline(platform: Platform, procedure: ProcedureVersion): boolean {
  return filingPlace(platform).own && procedure.online !== 'none' && !procedure.moved;
}
