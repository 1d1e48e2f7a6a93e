import type { Stage } from '#kernel/identity/index.ts';

/** Where to go after signing in: only ever a page of this site. */
export function localPath(wanted: string): string {
  const home = 'http://motcua.invalid';
  if (!wanted.startsWith('/') || !URL.canParse(wanted, home)) return '/can-bo';
  const { origin, pathname, search } = new URL(wanted, home);
  // A path that itself starts with // would be read as another host once it is sent back.
  return origin === home && !pathname.startsWith('//') ? pathname + search : '/can-bo';
}

/** A session that is not fully open goes first where it is completed, and then where it wanted to go. */
export function pageOf(stage: Stage, next: string): string {
  if (stage === 'open') return next;
  const page = stage === 'enrol' ? '/can-bo/xac-thuc-hai-lop' : '/can-bo/mat-khau';
  return `${page}?tiep=${encodeURIComponent(next)}`;
}
