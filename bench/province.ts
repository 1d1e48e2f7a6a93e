import { publishedProcedure, sampleOf } from '#modules/dossiers/procedures/index.ts';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { type Db, openDb, sql } from '#kernel/db/index.ts';
import type { Fields, Visitor } from '../test/support/visitor.ts';

/** The database of the running server, seen beside it. `app` is the URL of the program's own role. */
export type Base = { db: Db; owner: Db; appUrl: string; superUrl: string; pid: number; close(): Promise<void> };

/** Reaches the database that the server started; it is not ours to stop. */
export async function reachDatabase(dataDir: string): Promise<Base> {
  const { appUrl, superUrl, pid, takenOver } = await startEmbedded(dataDir);
  if (!takenOver) throw new Error('the server has no running database');
  const [db, owner] = [openDb(appUrl, 4), openDb(superUrl, 2)];
  return {
    db,
    owner,
    appUrl,
    superUrl,
    pid,
    async close() {
      await Promise.all([db.close(), owner.close()]);
    },
  };
}

export const procedureCode = '2.000635';
export const formPath = `/dich-vu-cong/${procedureCode}/nop`;

/** Right answers to every question of the form, as a person would type them. */
export async function answers(db: Db): Promise<Record<string, string>> {
  const procedure = await publishedProcedure(db, procedureCode, new Date());
  if (!procedure) throw new Error(`there is no published procedure ${procedureCode}`);
  return Object.fromEntries(Object.entries(sampleOf(procedure.form)).map(([name, [value = '']]) => [name, value]));
}

/** Every commune that takes dossiers today, as the form lists them. */
export async function communes(visitor: Visitor): Promise<string[]> {
  await visitor.open(formPath);
  const units = visitor
    .$('select[name=unit] option')
    .map((_, option) => visitor.$(option).attr('value'))
    .get()
    .filter(Boolean);
  if (units.length === 0) throw new Error(`the form lists no commune (${visitor.status})`);
  return units;
}

/** Fills in the form and asks to see it again before sending. */
export async function review(visitor: Visitor, fields: Fields): Promise<void> {
  await visitor.press('Xem lại hồ sơ', fields);
  if (visitor.$('button[value=send]').length === 0) throw new Error(`the form was not accepted: ${visitor.text.slice(0, 600)}`);
}

/** Waits until everything submitted has been told and chained, at most `seconds`; answers whether it was. */
export async function settled(owner: Db, seconds: number): Promise<boolean> {
  for (const until = performance.now() + seconds * 1000; performance.now() < until; ) {
    const { waiting } = await owner.one<{
      waiting: number;
    }>(sql`select (select count(*) from kernel.outbox) + (select count(*) from kernel.jobs where dead_at is null and due_at <= now())
      + (select count(*) from kernel.audit where id > coalesce((select max(audit_id) from kernel.audit_chain), 0)) as waiting`);
    if (waiting === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
