import type { Child } from 'hono/jsx';

export const verdictKinds = [
  'valid',
  'expired',
  'not-yet-valid',
  'suspended',
  'revoked',
  'replaced',
  'forged',
  'unknown-issuer',
  'unreadable',
  'doubtful',
  'other-vehicle',
  'copied',
] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** Each verdict has a shape of its own, so that it is told apart without colour. */
const shapes: Record<VerdictKind, string> = {
  valid: 'M12 38l14 14 32-34',
  expired: 'M36 12a24 24 0 1 0 .1 0M36 20v17l11 8',
  'not-yet-valid': 'M36 12a24 24 0 1 0 .1 0M36 20v17H25',
  suspended: 'M26 18v36M46 18v36',
  revoked: 'M36 12a24 24 0 1 0 .1 0M19 19l34 34',
  replaced: 'M54 21A24 24 0 1 0 60 38M57 8v15H42',
  forged: 'M18 18l36 36M54 18L18 54',
  'unknown-issuer': 'M26 26c0-14 22-14 22 0 0 9-11 9-11 18M37 54v4',
  unreadable: 'M14 36h44M14 24h44M14 48h26',
  doubtful: 'M36 11L64 60H8zM36 29v15M36 52v.5',
  'other-vehicle': 'M10 48V36l8-15h36l8 15v12zM20 48v8M52 48v8M8 8l56 56',
  copied: 'M28 24h30v36H28zM46 24V12H16v36h12',
};

/** The verdict on a paper: large, worded, with a shape of its own. */
export function Verdict({ kind, title, children }: { kind: VerdictKind; title: string; children?: Child }) {
  return (
    <div class={`verdict ${kind}`} role="status">
      <svg viewBox="0 0 72 72" aria-hidden="true">
        <path d={shapes[kind]} fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}
