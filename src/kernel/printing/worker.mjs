// Typst in a thread of its own: a page takes 10 ms of pure computation, and what it keeps in memory goes with the thread.
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const { rootDir, fontPaths } = workerData;
const compiler = NodeCompiler.create({ workspace: rootDir, fontArgs: [{ fontPaths }] });

parentPort.on('message', ({ id, template, data }) => {
  try {
    const compiled = compiler.compile({ mainFilePath: template, inputs: { data } });
    if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no document'));
    const pdf = compiler.pdf(compiled.result, { pdfStandard: 'a-2b', pdfTags: true, creationTimestamp: Math.floor(Date.parse(JSON.parse(data).printedAt ?? "2026-01-01T00:00:00Z") / 1000) });
    compiler.evictCache(10);
    parentPort.postMessage({ id, pdf });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.message ?? error) });
  }
});
