import type { Platform } from '#kernel/platform.ts';
import { mostInOneFile } from '#kernel/printing/index.ts';
import { type ZipPart, zipStream } from '#kernel/spreadsheets/index.ts';
import { type Ctx, notFound, queryText } from '#kernel/web/index.ts';
import { type Lot, papersToPrint, papersToTake } from '../store/lots.ts';
import { showThing } from './show-thing.ts';

/** Every sealed paper of a lot as one archive, signatures whole, sent as it is read. Whoever calls has looked whether the lot may be seen. */
export async function allPapers(c: Ctx, lot: Lot): Promise<Response> {
  const { platform } = c.var;
  const papers = await papersToTake(platform.db, lot.id);
  if (papers.length === 0) return notFound(c);
  return new Response(zipStream(bytesOf(platform, papers)) as BodyInit, {
    headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${lot.code}.zip"`, 'cache-control': 'private, no-store' },
  });
}

/** Named by the plate, so that a driver's paper is found by looking at the folder. */
async function* bytesOf(platform: Platform, papers: Awaited<ReturnType<typeof papersToTake>>): AsyncGenerator<ZipPart> {
  for (const { code, thing, position, fileHash } of papers) {
    const bytes = await platform.files.read(fileHash);
    const plate = showThing(thing).replaceAll(/[^\p{L}\d.-]/gu, '_');
    if (bytes) yield { name: `${plate || 'giay'}_${code}${position > 1 ? `_${position}` : ''}.pdf`, bytes };
  }
}

/** The papers of a lot as one file to print, from the one numbered `tu` on, as many as go into one file. */
export async function papersAsOneFile(c: Ctx, lot: Lot): Promise<Response> {
  const { platform } = c.var;
  const from = Math.min(10_000, Math.max(1, Math.trunc(Number(queryText(c, 'tu'))) || 1));
  const files = await papersToPrint(platform.db, lot.id, { skip: from - 1, most: mostInOneFile });
  const papers = (await Promise.all(files.map(({ fileHash }) => platform.files.read(fileHash)))).filter((bytes) => bytes !== undefined);
  if (papers.length === 0) return notFound(c);
  const joined = await platform.printing.join({ papers, title: `Lô ${lot.code}, bản để in`, madeAt: platform.now() });
  const name = `${lot.code}-in-${from}-${from + papers.length - 1}.pdf`;
  return new Response(joined as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}"`, 'cache-control': 'private, no-store' },
  });
}
