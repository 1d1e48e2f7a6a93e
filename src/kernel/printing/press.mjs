// Typst in a process of its own: in a thread it kept 250 MB that the end of the thread did not give back; and if it ever crashes, only a paper is late.
// Plain JavaScript, found from the root folder: the rest of the program is bundled, this file is not.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const [rootDir, ...fontPaths] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace: rootDir, fontArgs: [{ fontPaths }] });
const standard = { pdfStandard: 'a-2b', pdfTags: true };

// A Ctrl-C reaches us too, but the server still wants its papers: it ends us itself, or we end when it is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

process.on('message', ({ id, template, data, as }) => {
  try {
    process.send({ id, printed: print(template, data, as) });
  } catch (error) {
    process.send({ id, error: String(error?.message ?? error) });
  }
});

/** A paper must come even when somebody wrote a letter that no font here has: it stands there as □. */
function print(template, data, as) {
  try {
    return compile(template, data, as);
  } catch (error) {
    if (!String(error?.message ?? error).includes('could not be displayed')) throw error;
    return compile(template, data.replace(/./gsu, (letter) => (isCommon(letter) ? letter : '□')), as);
  }
}

/** Letters and signs that Tinos surely has: Latin with every Vietnamese accent, Greek, Cyrillic, dashes and quotation marks. */
const common = [
  [0x00, 0x7e],
  [0xa0, 0x17f],
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  [0x300, 0x304],
  [0x306, 0x30c],
  [0x323, 0x323],
  [0x391, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x45f],
  [0x1ea0, 0x1ef9],
  [0x2013, 0x2014],
  [0x2018, 0x201e],
  [0x2026, 0x2026],
  [0x20ab, 0x20ac],
];

function isCommon(letter) {
  const code = letter.codePointAt(0);
  return common.some(([from, to]) => from <= code && code <= to);
}

function compile(template, data, as) {
  const compiled = compiler.compile({ mainFilePath: template, inputs: { data } });
  if (!compiled.result) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no document'));
  const printedAt = Date.parse(JSON.parse(data).printedAt ?? '2026-01-01T00:00:00Z');
  const printed = as === 'svg' ? Buffer.from(compiler.plainSvg(compiled.result)) : compiler.pdf(compiled.result, { ...standard, creationTimestamp: Math.floor(printedAt / 1000) });
  // What the last few papers had in common is kept: a pass is drawn three times over, and with a memory of two each drawing cost three times as much.
  compiler.evictCache(8);
  return printed;
}
