import type { Platform } from '#kernel/platform.ts';
import type { FormValues, SentForm } from '#kernel/web/index.ts';
import type { CompiledProcedure } from '../procedures/index.ts';
import type { Typing } from './filing.ts';

/** A paper already stored while the form is still being filled in. `ticket` is our own signed note of it. */
export type KeptPaper = { paper: string; hash: string; size: number; type: string; name: string; ticket: string };

const purpose = 'kept-paper';
const mostPapers = 40;

/** Papers the form carries along. A ticket we did not write is left out: nobody attaches another's file by its hash. */
export function readKept(platform: Platform, values: FormValues): KeptPaper[] {
  const tickets = [...new Set(values.kept ?? [])].slice(0, mostPapers);
  return tickets.flatMap((ticket) => {
    const words = platform.notes.read(purpose, ticket);
    if (!words) return [];
    const [paper = '', hash = '', size = '0', type = '', ...name] = words.split('|');
    return [{ paper, hash, size: Number(size), type, name: name.join('|'), ticket }];
  });
}

/**
 * Stores what came with this sending, by form or by resumable upload, and adds it to `typing.kept`.
 * Answers one sentence for each paper that could not be taken; undefined when all were.
 */
export async function keepSent(platform: Platform, procedure: CompiledProcedure, sent: SentForm, typing: Typing): Promise<Record<string, string> | undefined> {
  const errors: Record<string, string> = {};
  for (const { id } of procedure.papers) {
    const field = `paper.${id}`;
    const arriving = [
      ...(sent.files[field] ?? []).map((file) => () => platform.files.putForm(file)),
      ...(sent.values[`upload.${field}`] ?? []).filter(Boolean).map((ticket) => () => platform.files.takeUpload(ticket)),
    ];
    for (const take of arriving.slice(0, 10)) {
      const received = await take();
      if ('refusal' in received) errors[field] = received.refusal;
      else if (!typing.kept.some(({ paper, hash }) => paper === id && hash === received.file.hash)) typing.kept.push(keep(platform, id, received.file));
    }
  }
  return Object.keys(errors).length > 0 ? errors : undefined;
}

/** Notes a stored file as kept for this form. */
export function keep(platform: Platform, paper: string, file: { hash: string; size: number; type: string; name: string }): KeptPaper {
  const { hash, size, type, name } = file;
  return { paper, hash, size, type, name, ticket: platform.notes.write(purpose, [paper, hash, size, type, name].join('|')) };
}
