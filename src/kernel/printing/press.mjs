// Typst in a process of its own: in a thread it kept 250 MB that the end of the thread did not give back; and if it ever crashes, only a paper is late.
// Plain JavaScript, found from the root folder: the rest of the program is bundled, this file is not.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [rootDir, ...fontPaths] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace: rootDir, fontArgs: [{ fontPaths }] });
const standard = { pdfStandard: 'a-2b', pdfTags: true };

// A Ctrl-C reaches us too, but the server still wants its papers: it ends us itself, or we end when it is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

process.on('message', ({ id, template, data }) => {
  try {
    process.send({ id, pdf: print(template, data) });
  } catch (error) {
    process.send({ id, error: String(error?.message ?? error) });
  }
});

function print(template, data) {
  const compiled = compiler.compile({ mainFilePath: template, inputs: { data } });
  if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no document'));
  const printedAt = Date.parse(JSON.parse(data).printedAt ?? '2026-01-01T00:00:00Z');
  const pdf = compiler.pdf(compiled.result, { ...standard, creationTimestamp: Math.floor(printedAt / 1000) });
  compiler.evictCache(2);
  return pdf;
}
