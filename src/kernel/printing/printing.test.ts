import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostInOneFile, openPrinting, type Printing } from './index.ts';

const rootDir = join(import.meta.dirname, '../../..');
let folder: string;
let template: string;
let printing: Printing;
beforeAll(() => {
  folder = mkdtempSync(join(import.meta.dirname, 'try-'));
  template = `src/kernel/printing/${folder.split('/').at(-1)}/a.typ`;
  writeFileSync(join(folder, 'a.typ'), '#set document(title: "Thử", date: auto)\n#set text(font: "Tinos")\n#json(bytes(sys.inputs.data)).words');
  writeFileSync(join(folder, 'broken.typ'), '#nothing-of-this-name()');
  printing = openPrinting({ rootDir, papersEach: 4 });
});
afterAll(async () => {
  await printing.close();
  rmSync(folder, { recursive: true });
});

test('Vietnamese letters come out as they went in, in an embedded font', async () => {
  const words = 'Hoàng Thị Ngọc Ánh, ngõ 5, đường Đồng Hỷ: ẵ ậ ỷ ữ Ễ Ợ';
  const pdf = await printing.render(template, { words });
  expect(textOf(pdf)).toContain(words);
  expect(Buffer.from(pdf).toString('latin1')).toContain('Tinos-Regular');
});

test('data never becomes markup: a text that looks like Typst is printed as it stands', async () => {
  const words = '#read("/package.json") *đậm* $x^2$ \\ @a <b> // c';
  expect(textOf(await printing.render(template, { words }))).toContain(words);
});

test('the same data and date give the same bytes', async () => {
  const data = { words: 'Giống nhau', printedAt: '2026-11-23T02:12:33Z' };
  const [one, other] = [await printing.render(template, data), await printing.render(template, data)];
  expect(Buffer.from(one).equals(other)).toBe(true);
});

test('many papers at once, more than one press can take: all come back, each its own', async () => {
  const asked = Array.from({ length: 10 }, (_, i) => `Tờ số ${i}`);
  const papers = await Promise.all(asked.map((words) => printing.render(template, { words })));
  expect(papers.map((pdf) => textOf(pdf).trim())).toEqual(asked);
});

test('a broken template is an error that says where, and the next paper is printed', async () => {
  await expect(printing.render(template.replace('a.typ', 'broken.typ'), {})).rejects.toThrow(/nothing-of-this-name|unknown variable/);
  expect(textOf(await printing.render(template, { words: 'Vẫn in' }))).toContain('Vẫn in');
});

test('a press that dies takes its paper with it, and the next paper is printed', async () => {
  const fragile = openPrinting({ rootDir });
  await fragile.render(template, { words: 'trước' });
  const presses = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'press.mjs'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
  for (const pid of presses) process.kill(pid, 'SIGSTOP');
  const lost = expect(fragile.render(template, { words: 'mất' })).rejects.toThrow('the press ended');
  for (const pid of presses) process.kill(pid, 'SIGKILL');
  await lost;
  expect(textOf(await fragile.render(template, { words: 'sau' }))).toContain('sau');
  await fragile.close();
});

test('after a rest, and after closing, printing starts again; closing leaves nobody waiting', async () => {
  const hasty = openPrinting({ rootDir, idleFor: 5 });
  await hasty.render(template, { words: 'một' });
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(textOf(await hasty.render(template, { words: 'hai' }))).toContain('hai');
  const lost = hasty.render(template, { words: 'ba' });
  const outcome = expect(lost).rejects.toThrow('closed');
  await hasty.close();
  await outcome;
});

test('many papers become one file, in order and whole; what is no paper is an error, and the next file is made all the same', async () => {
  const papers = await Promise.all(['một', 'hai', 'ba'].map((words) => printing.render(template, { words })));
  const about = { title: 'Ba giấy', madeAt: new Date('2026-11-23T02:12:33Z') };
  const [joined, again] = await Promise.all([printing.join({ papers, ...about }), printing.join({ papers, ...about })]);
  expect(
    textOf(joined)
      .split('\f')
      .slice(0, 3)
      .map((page) => page.trim()),
  ).toEqual(['một', 'hai', 'ba']);
  expect(textOf(again), 'two asked for at once').toBe(textOf(joined));
  await expect(printing.join({ papers: [new Uint8Array([1, 2, 3])], ...about })).rejects.toThrow('could not be joined');
  expect(textOf(await printing.join({ papers: papers.slice(2), ...about }))).toContain('ba');
  await expect(printing.join({ papers: Array.from({ length: mostInOneFile + 1 }, () => new Uint8Array()), ...about })).rejects.toThrow('at most 100');
});

function textOf(pdf: Uint8Array): string {
  const file = join(folder, 'out.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
}
