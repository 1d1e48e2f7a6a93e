// Typst in a thread of its own: a page takes 10 ms of pure computation, and what it keeps in memory goes with the thread.
// Plain JavaScript, found from the root folder: the rest of the program is bundled, this file is not.
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const { rootDir, fontPaths } = workerData;
const compiler = NodeCompiler.create({ workspace: rootDir, fontArgs: [{ fontPaths }] });
const standard = { pdfStandard: 'a-2b', pdfTags: true };

parentPort.on('message', ({ id, template, data }) => {
  try {
    parentPort.postMessage({ id, pdf: print(template, data) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.message ?? error) });
  }
});

function print(template, data) {
  const compiled = compiler.compile({ mainFilePath: template, inputs: { data } });
  if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no document'));
  const printedAt = Date.parse(JSON.parse(data).printedAt ?? '2026-01-01T00:00:00Z');
  const pdf = compiler.pdf(compiled.result, { ...standard, creationTimestamp: Math.floor(printedAt / 1000) });
  compiler.evictCache(10);
  return pdf;
}
