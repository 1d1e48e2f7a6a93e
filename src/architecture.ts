/**
 * Who may use whom. A folder under src/modules that is not named here fails the boundary check, so nothing grows unseen.
 * `kernel` knows no module; modules meet through each other's index.ts or through events in the outbox.
 */
export const uses = {
  design: [],
  kernel: ['design'],
  'modules/home': ['kernel', 'design', 'modules/dossiers'],
  'modules/sign-in': ['kernel', 'design'],
  'modules/administration': ['kernel', 'design', 'modules/dossiers'],
  'modules/dossiers': ['kernel', 'design'],
  'modules/api': ['kernel', 'modules/dossiers'],
  'modules/verify': ['kernel', 'design', 'modules/dossiers'],
  'modules/checkpoints': ['kernel', 'design', 'modules/dossiers'],
} as const satisfies Record<string, readonly string[]>;

/** The PostgreSQL schema each part owns; a statement that names another's schema fails a test. */
export const ownsSchema: Record<string, string> = { kernel: 'kernel', 'modules/dossiers': 'dossiers', 'modules/checkpoints': 'checkpoints' };

/**
 * Tables of the kernel that a module's own single statement may write, because a change, its audit record
 * and its outbox row must be one round trip. Everything else goes through the room's functions.
 */
export const sharedTables = ['kernel.audit', 'kernel.outbox'];
