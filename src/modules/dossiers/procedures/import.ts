import type { Db } from '#kernel/db/index.ts';
import { readRegister, type RowFault } from './read-register.ts';
import { writeDrafts } from './store.ts';

export type Imported = { read: number; added: number; changed: number; same: number; faults: RowFault[] };

const batch = 500;

/** Loads the national register extract as searchable drafts (bản nháp), all or nothing; importing the same file again changes nothing. */
export async function importRegister(db: Db, files: { csv: string; details?: string }, by: { name: string; at: Date }): Promise<Imported> {
  const { entries, faults } = readRegister(files.csv, files.details);
  const counts = { added: 0, changed: 0 };
  await db.transaction(async () => {
    for (let from = 0; from < entries.length; from += batch) {
      const written = await writeDrafts(db, entries.slice(from, from + batch), by);
      counts.added += written.added;
      counts.changed += written.changed;
    }
  });
  return { read: entries.length, ...counts, same: entries.length - counts.added - counts.changed, faults };
}
