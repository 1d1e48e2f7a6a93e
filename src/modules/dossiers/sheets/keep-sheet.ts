import type { Platform } from '#kernel/platform.ts';
import type { SentForm } from '#kernel/web/index.ts';
import type { Typing } from '../submit/filing.ts';
import { keep, type KeptPaper } from '../submit/kept-papers.ts';
import { corrected } from './check-rows.ts';
import type { SheetPlan } from './plan.ts';
import { loadSheet, readSheet, type Sheet, storeSheet } from './sheet.ts';

/** A sheet travels with the form as a kept file does, under a name that no paper of a procedure can have. */
const sheetId = '#sheet';

/** The sheet kept for this form, the newest when several came. */
export function keptSheet({ kept }: Typing): KeptPaper | undefined {
  return kept.findLast(({ paper }) => paper === sheetId);
}

/** Reads and keeps a spreadsheet that came with this sending; answers what the person should do when it could not be taken. */
export async function keepSheet(platform: Platform, plan: SheetPlan, { files, values }: SentForm, typing: Typing): Promise<string | undefined> {
  const [ticket] = (values['upload.sheet'] ?? []).filter(Boolean).slice(-1);
  const [file] = files.sheet ?? [];
  if (!file && !ticket) return undefined;
  const received = await (file ? platform.files.putForm(file, undefined, 'sheet') : platform.files.takeUpload(ticket ?? '', 'sheet'));
  if ('refusal' in received) return received.refusal;
  const read = await readSheet(platform, plan, received.file);
  if ('refusal' in read) return read.refusal;
  await replaceSheet(platform, typing, read.sheet);
  return undefined;
}

/** Puts another sheet in the place of the one that was kept. */
export async function replaceSheet(platform: Platform, typing: Typing, sheet: Sheet): Promise<KeptPaper> {
  const stored = await storeSheet(platform, sheet);
  const kept = keep(platform, sheetId, { ...stored, type: 'application/json', name: sheet.name });
  dropSheet(typing);
  typing.kept.push(kept);
  return kept;
}

export function dropSheet(typing: Typing): void {
  typing.kept = typing.kept.filter(({ paper }) => paper !== sheetId);
}

/** The kept sheet with what was just typed for its rows, kept anew when that changed something. Corrections are part of it from then on. */
export async function takeSheet(platform: Platform, plan: SheetPlan, typing: Typing): Promise<{ sheet: Sheet; kept: KeptPaper; changed: boolean } | undefined> {
  const known = keptSheet(typing);
  const sheet = known && (await loadSheet(platform, known.hash));
  if (!known || !sheet) return undefined;
  const after = corrected(sheet, plan, typing.values);
  for (const name of Object.keys(typing.values)) if (name.startsWith('row.')) delete typing.values[name];
  const changed = JSON.stringify(after) !== JSON.stringify(sheet);
  return { sheet: after, kept: changed ? await replaceSheet(platform, typing, after) : known, changed };
}
