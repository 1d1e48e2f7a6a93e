import { randomUUID } from 'node:crypto';
import { type Db, sql } from '#kernel/db/index.ts';
import { insertEvent } from '#kernel/outbox/store.ts';
import type { Named } from './keys.ts';

/** A recovery from a stolen key (khôi phục sau khi lộ khóa): whose, from when on nothing counts, and how many papers were lost by it. */
export type Recovery = { id: string; unitId: string; unitName: string; since: Date; at: Date; papers: number; finishedAt: Date | null };

/** Heard by whoever keeps the papers: those that are lost are to be issued anew. */
export const recoveredTopic = 'credentials.recovered';

/** The recoveries in the book of the room; they end when nothing lost is left to issue anew. */
export type Recoveries = {
  recovery(id: string): Promise<Recovery | undefined>;
  /** The newest first. */
  recoveries(): Promise<Recovery[]>;
  closeRecovery(id: string, at: Date): Promise<void>;
  /** Calls for the work once more: after a fault was mended, or when a list of keys came back signed. */
  resumeRecovery(id: string): Promise<void>;
};

const columns = sql`id, unit_id as "unitId", unit_name as "unitName", since, at, papers, finished_at as "finishedAt"`;

export function openRecoveries(db: Db): Recoveries {
  return {
    recovery: (id) => db.maybe<Recovery>(sql`select ${columns} from kernel.credential_recoveries where id = ${id}::uuid`),
    recoveries: () => db.many<Recovery>(sql`select ${columns} from kernel.credential_recoveries order by at desc, id`),
    async closeRecovery(id, at) {
      await db.run(sql`update kernel.credential_recoveries set finished_at = ${at} where id = ${id}::uuid and finished_at is null`);
    },
    resumeRecovery: (id) =>
      db.transaction(async () => {
        await db.run(sql`update kernel.credential_recoveries set finished_at = null where id = ${id}::uuid`);
        await insertEvent(db, recoveredTopic, { recoveryId: id });
      }),
  };
}

/** Notes a recovery and calls for the papers to be issued anew, in the transaction that distrusts the key. */
export async function noteRecovery(db: Db, { id, name }: Named, { since, at, papers }: Pick<Recovery, 'since' | 'at' | 'papers'>): Promise<void> {
  const recoveryId = randomUUID();
  await db.run(sql`insert into kernel.credential_recoveries (id, unit_id, unit_name, since, at, papers, finished_at)
    values (${recoveryId}::uuid, ${id}, ${name}, ${since}, ${at}, ${papers}, ${papers === 0 ? at : null})`);
  if (papers > 0) await insertEvent(db, recoveredTopic, { recoveryId });
}
