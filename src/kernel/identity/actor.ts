/**
 * What an account may be trusted with: desk = cán bộ một cửa, civil-status = công chức tư pháp - hộ tịch, specialist = chuyên viên,
 * leader = lãnh đạo ký, clerk = văn thư, checkpoint = cán bộ chốt kiểm soát, admin = quản trị, auditor = kiểm soát.
 */
export type Role = 'desk' | 'civil-status' | 'specialist' | 'leader' | 'clerk' | 'checkpoint' | 'admin' | 'auditor';

export const allRoles: readonly Role[] = ['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'checkpoint', 'admin', 'auditor'];

/** A signed-in person in the position held today. */
export type Officer = {
  kind: 'officer';
  accountId: string;
  name: string;
  unitId: string;
  unitName: string;
  position: string;
  roles: readonly Role[];
};

/**
 * A rule that acts by itself (hệ thống, theo quy tắc) because a leader allowed it: no person, and nowhere shown as one. It acts in the name
 * of a unit; `allowedBy` and `allowedAt` say whose permission it is.
 */
export type Rule = { kind: 'rule'; id: string; name: string; unitId: string; allowedBy: string; allowedAt: Date };

/** Who is asking: a citizen or passer-by, an officer (cán bộ), or a rule that was allowed to act. */
export type Actor = { kind: 'anyone' } | Officer | Rule;

export const anyone: Actor = { kind: 'anyone' };

/** What the program does by itself, or at the command line, so that the audit log names it and no person. */
export function program(name: string): Officer {
  return { kind: 'officer', accountId: 'program', name, unitId: '', unitName: '', position: '', roles: [] };
}
