import type { Config } from '#config';
import type { Db } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import { type Anchors, openAnchors } from './anchors.ts';
import { type Sealer, openSealer } from './seal.ts';
import { type AuditLine, insertRow, linesAbout } from './store.ts';
import { type Verdict, verifyAudit } from './verify.ts';

export type { AuditLine } from './store.ts';

/** What a record speaks of: kind 'dossier', 'account' …, and its internal id. */
export type Subject = { kind: string; id: string };

/** One record: who did what to what. `detail` holds no more personal data than the record needs. */
export type AuditEntry = { at?: Date; action: string; actor: Actor; subject: Subject; detail?: Record<string, unknown>; ip?: string | undefined };

/** The audit log (nhật ký kiểm soát). */
export type Audit = {
  /** Adds a record, inside the caller's transaction when there is one. */
  record(entry: AuditEntry): Promise<void>;
  /** An officer has seen a personal record. Every time counts, so every time is written. */
  recordRead(actor: Actor, subject: Subject, ip?: string): Promise<void>;
  /** The newest records about one subject, latest first. */
  about(subject: Subject, limit?: number): Promise<AuditLine[]>;
  /** Chains what is committed; answers how many records were chained. */
  seal(): Promise<number>;
  /** Writes the head of the chain to the anchor file when it has moved. */
  anchor(): Promise<boolean>;
  /** Looks for any record changed, missing, moved or slipped in. */
  verify(): Promise<Verdict>;
  start(): void;
  /** Chains and anchors what is left. */
  stop(): Promise<void>;
};

const sealEvery = 1000;
const anchorEvery = 10 * 60_000;

/** Opens the audit log; nothing runs until `start`. */
export function openAudit(db: Db, config: Pick<Config, 'dataDir' | 'secretKey'>, now: () => Date, complain: (error: unknown) => void = console.error): Audit {
  const sealer = openSealer(db);
  const anchors = openAnchors(config, now);
  const work = background(sealer, anchors, complain);
  return {
    record: ({ at = now(), ...entry }) => insertRow(db, { at, ...entry }),
    recordRead: (actor, subject, ip) => insertRow(db, { at: now(), action: 'read', actor, subject, ip }),
    about: (subject, limit = 200) => linesAbout(db, subject, limit),
    seal: () => sealer.seal(),
    anchor: async () => anchors.write(await sealer.head()),
    verify: async () => {
      await sealer.seal();
      return verifyAudit(db, await anchors.read());
    },
    ...work,
  };
}

function background(sealer: Sealer, anchors: Anchors, complain: (error: unknown) => void): Pick<Audit, 'start' | 'stop'> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let anchorAt = performance.now() + anchorEvery;

  async function once(): Promise<void> {
    await sealer.seal();
    if (performance.now() < anchorAt) return;
    anchorAt = performance.now() + anchorEvery;
    await anchors.write(await sealer.head());
  }

  function again(): void {
    timer = setTimeout(() => {
      running = once().catch(complain).then(again);
    }, sealEvery);
    timer.unref();
  }

  return {
    start: again,
    async stop() {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      await sealer.seal().catch(complain);
      await sealer.head().then(anchors.write).catch(complain);
    },
  };
}
