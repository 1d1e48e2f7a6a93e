import type { Officer } from '#kernel/identity/index.ts';
import type { Ctx } from '#kernel/web/index.ts';
import { type Checkpoint, findCheckpoint } from './store/checkpoints.ts';

/** The officer on a guarded route. */
export function officerOf(c: Ctx): Officer {
  const { actor } = c.var;
  if (actor.kind !== 'officer') throw new Error('a guarded route let somebody in who is no officer');
  return actor;
}

/** True for those who make and close checkpoints; auditors only read. */
export function mayKeep({ roles }: Officer): boolean {
  return roles.some((role) => role === 'checkpoint' || role === 'leader' || role === 'specialist' || role === 'admin');
}

/** The checkpoint an address names, when this officer's unit has it. */
export function checkpointOf(c: Ctx): Promise<Checkpoint | undefined> {
  const id = idIn(c, 'checkpoint');
  return id ? findCheckpoint(c.var.platform.db, id, c.var.actor) : Promise.resolve(undefined);
}

/** An id in the address; anything else must not reach the database. */
export function idIn(c: Ctx, name: string): string | undefined {
  const id = c.req.param(name) ?? '';
  return isId(id) ? id : undefined;
}

export function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}

export function pageIn(c: Ctx): number {
  return Math.min(1000, Math.max(1, Math.trunc(Number(c.req.query('trang'))) || 1));
}
