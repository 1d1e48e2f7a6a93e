import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { insertLot, type Lot, type WrittenLot } from '../store/lots.ts';
import { type Filing, newDossier } from '../submit/submit.ts';
import { wordsOfUnits } from '../words-to-find-by.ts';

/** One right row of a sheet, on its way to become a dossier. */
export type RowFiling = { row: number; thing: string; filing: Filing };

export type LotFiling = Pick<Lot, 'id' | 'sheetName' | 'sheetHash' | 'thing' | 'leftOut' | 'formValues'> & { rows: readonly RowFiling[] };

/**
 * Submits a lot (nộp một lô hồ sơ): every right row becomes a dossier of its own, all of them in one statement.
 * Sent again, by a second click or after the line dropped, it is the lot that is already there.
 */
export function sendLot(platform: Platform, actor: Actor, { rows, ...lot }: LotFiling): Promise<WrittenLot> {
  const dossiers = rows.map(({ row, thing, filing }) => {
    const dossier = newDossier(platform, actor, filing);
    return { ...dossier, row, words: `${dossier.words} ${wordsOfUnits(thing, dossier)}` };
  });
  return insertLot(platform.db, { ...lot, dossiers });
}
