import { fileResponse } from '#kernel/files/index.ts';
import { type Ctx, notFound } from '#kernel/web/index.ts';
import { officerOf } from '../board/board.tsx';
import { draftPdf } from '../sign/paper.ts';
import { papersOf } from '../store/read.ts';
import { resultsOf } from '../store/results.ts';
import { procedureVersion } from '../procedures/index.ts';
import { dossierOf } from './open.tsx';

/** GET /can-bo/ho-so/:id/giay-to/:file: a paper of a dossier this officer may see; the look is recorded. */
export async function showPaper(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const dossier = await dossierOf(c);
  const paper = dossier && (await papersOf(platform.db, dossier.id)).find(({ fileHash }) => fileHash === c.req.param('file'));
  const file = paper?.fileHash ? await platform.files.open(paper.fileHash) : undefined;
  if (!dossier || !paper || !file) return notFound(c);
  await platform.audit.record({
    at: platform.now(),
    actor: officerOf(c),
    action: 'read-paper',
    subject: { kind: 'dossier', id: dossier.id },
    detail: { paper: paper.paper },
  });
  return fileResponse(file, paper.name);
}

/** GET /can-bo/ho-so/:id/ket-qua/:result: the signed PDF, or the draft as it would look now. */
export async function showResultFile(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const dossier = await dossierOf(c);
  const result = dossier && (await resultsOf(platform.db, dossier.id)).find(({ id }) => id === c.req.param('result'));
  if (!dossier || !result) return notFound(c);
  await platform.audit.record({
    at: platform.now(),
    actor: officerOf(c),
    action: 'read-result',
    subject: { kind: 'dossier', id: dossier.id },
    detail: { result: result.id },
  });
  const stored = result.fileHash ? await platform.files.open(result.fileHash) : undefined;
  if (stored) return fileResponse(stored, `${dossier.code}.pdf`);
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  const draft = await draftPdf(platform, { dossier, procedure, at: platform.now() }, result);
  return new Response(draft as BodyInit, {
    headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="du-thao.pdf"`, 'cache-control': 'private, no-store' },
  });
}
