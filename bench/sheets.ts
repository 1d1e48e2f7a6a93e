import { asCsv, asXlsx, firmHeads, firmList } from '#modules/dossiers/sheets/sheet.fixture.ts';
import { sampleOf, publishedProcedure } from '#modules/dossiers/procedures/index.ts';
import { type Figure, median } from './figures.ts';
import type { Base } from './province.ts';
import { phone } from './wire.ts';
import type { Server } from './server.ts';

/** A procedure of both eras that gives a badge to each of many vehicles. */
const procedureCode = '2.002288';
const rounds = 3;

/** A firm's list of a thousand vehicles, 37 rows of it wrong: read and checked, and the right ones written, through HTTP. */
export async function benchSheets(server: Server, base: Base): Promise<Figure[]> {
  const turns: { xlsx: number; csv: number; written: number; kB: number }[] = [];
  for (let round = 0; round < rounds; round++) turns.push(await aTurn(server, base));
  const middle = (read: (turn: (typeof turns)[number]) => number) => median(turns.map(read));
  const told = (read: (turn: (typeof turns)[number]) => number) => `median of ${rounds}: ${turns.map((turn) => read(turn).toFixed(2)).join(', ')}`;
  return [
    {
      name: 'a sheet of 1,000 rows, 37 wrong, XLSX: read and checked',
      value: middle((turn) => turn.xlsx),
      unit: 's',
      limit: 3,
      at: 'most',
      note: told((turn) => turn.xlsx),
    },
    { name: 'the same as CSV', value: middle((turn) => turn.csv), unit: 's', limit: 3, at: 'most', note: told((turn) => turn.csv) },
    {
      name: 'its 963 right rows written as dossiers of one lot',
      value: middle((turn) => turn.written),
      unit: 's',
      limit: 3,
      at: 'most',
      note: told((turn) => turn.written),
    },
    { name: 'the page of its 37 wrong rows, on the wire', value: middle((turn) => turn.kB), unit: 'kB', limit: 14, at: 'most' },
  ];
}

async function aTurn(server: Server, base: Base) {
  const list = firmList(1000).map((row, i) => [...row.with(1, i % 27 === 0 && i < 999 ? '' : (row[1] ?? '')), 'Xe tải (cả công-ten-nơ, đầu kéo)', 'Cấp mới']);
  const heads = [...firmHeads, 'Loại phù hiệu', 'Xin cấp hay cấp lại'];
  const csv = await asked(server, base, asCsv(list, heads));
  const xlsx = await asked(server, base, await asXlsx(list, heads));
  const from = performance.now();
  await xlsx.visitor.press(`Nộp ${xlsx.right} dòng đúng`);
  const written = (performance.now() - from) / 1000;
  if (!xlsx.visitor.text.includes('Đã nộp')) throw new Error(`the lot was not taken: ${xlsx.visitor.text.slice(0, 400)}`);
  return { xlsx: xlsx.seconds, csv: csv.seconds, written, kB: xlsx.kB };
}

async function asked(server: Server, base: Base, sheet: File) {
  const { visitor, cost } = phone(server.url);
  const path = `/dich-vu-cong/${procedureCode}/nop`;
  await visitor.open(path);
  const procedure = await publishedProcedure(base.db, procedureCode, new Date());
  if (!procedure) throw new Error(`there is no published procedure ${procedureCode}`);
  const typed = Object.entries(sampleOf(procedure.form)).filter(([name]) => !name.startsWith('vehicles.'));
  const papers = visitor
    .$('input[type=file][name^="paper."]')
    .toArray()
    .map((input) => [visitor.$(input).attr('name') ?? '', new File([onePixel], 'xe.png', { type: 'image/png' })] as const);
  const fields = { ...Object.fromEntries(typed.map(([name, [value = '']]) => [name, value])), ...Object.fromEntries(papers), sheet };
  const from = performance.now();
  const { received } = await cost(() => visitor.press('Xem lại hồ sơ', fields));
  const seconds = (performance.now() - from) / 1000;
  const right = /Nộp ([\d.]+) dòng đúng/.exec(visitor.text)?.[1];
  if (!right) throw new Error(`the sheet was not accepted: ${visitor.text.slice(0, 600)}`);
  return { visitor, seconds, right, kB: received / 1000 };
}

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
