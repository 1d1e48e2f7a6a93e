import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import {
  list,
  readChannel,
  readFees,
  readLevels,
  readRegisterLimit,
  type RegisterChannel,
  type RegisterEntry,
  type RegisterPaper,
  shortName,
} from './register.ts';

/** A row that could not be taken over, and why. */
export type RowFault = { line: number; code?: string; says: string };
export type ReadRegister = { entries: RegisterEntry[]; faults: RowFault[] };

const cell = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '').normalize('NFC').trim() : typeof value === 'number' ? String(value) : '',
  );

const row = z.object({
  code: cell.pipe(z.string().regex(/^[\w.-]{3,40}$/, 'mã thủ tục trống hoặc có ký tự lạ')),
  name: cell.pipe(z.string().min(3, 'tên thủ tục trống').max(2000, 'tên thủ tục dài bất thường')),
  field: cell,
  ministry: cell,
  levels: cell,
  applicants: cell,
  agency: cell,
  decision: cell,
  channels: cell,
  time: cell,
  time_unit: cell,
  fee: cell,
  components: cell,
  result: cell,
  result_code: cell,
  url: cell,
});
type Row = z.output<typeof row>;

/** Reads the register extract (CSV, and the details file beside it): good rows become entries, the others faults with their line. */
export function readRegister(csv: string, details = ''): ReadRegister {
  const detailed = readDetails(details);
  const entries = new Map<string, RegisterEntry>();
  const faults: RowFault[] = detailed.faults;
  for (const { record, info } of readTable(csv, faults)) {
    const read = row.safeParse(record);
    if (!read.success) {
      faults.push({ line: info.lines, code: text(record.code), says: read.error.issues.map((issue) => issue.message).join('; ') });
      continue;
    }
    const entry = entryOf(read.data, detailed.byCode.get(read.data.code));
    const before = entries.get(entry.code);
    entries.set(entry.code, before ? merged(before, entry) : entry);
  }
  return { entries: [...entries.values()], faults };
}

const table = z.array(z.object({ record: z.record(z.string(), z.unknown()), info: z.object({ lines: z.number() }) }));

/** Rows with the line they end on; a row that is no row (a quote never closed) becomes a fault and the rest is read. */
function readTable(csv: string, faults: RowFault[]): z.output<typeof table> {
  const records = parse(csv, {
    columns: (names: string[]) => names.map((name, i) => name.trim().toLowerCase() || `column ${i}`),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) =>
      void faults.push({ line: typeof error?.lines === 'number' ? error.lines : 0, says: 'dòng không đúng dạng CSV (có thể thiếu dấu ngoặc kép)' }),
    info: true,
  });
  return table.parse(records);
}

function entryOf(data: Row, detail: Detail | undefined): RegisterEntry {
  const levels = readLevels(data.levels);
  const facts = {
    ministry: data.ministry,
    levels,
    applicants: list(data.applicants),
    agency: shortName(data.agency, 300),
    decision: data.decision,
    channels: detail?.channels?.length ? channelsOf(detail.channels) : channelsOfRow(data),
    papers: (detail?.components ?? []).map(paperOf).filter((paper) => paper.name !== ''),
    paperCount: count(data.components) || (detail?.components?.length ?? 0),
    result: shortName(data.result, 200),
    resultCode: data.result_code,
    url: /^https:\/\/[\w.-]+\.gov\.vn\//.test(data.url) ? data.url : '',
  };
  return { code: data.code, name: data.name.replace(/\s+/g, ' '), field: data.field || 'Chưa rõ lĩnh vực', levels, facts };
}

function channelsOfRow(data: Row): RegisterChannel[] {
  const named = data.channels.split(/[\s,;|]+/).flatMap((word) => readChannel(word) ?? []);
  const fees = readFees(data.fee);
  const said = data.time || data.fee ? (['desk'] as const) : [];
  return (named.length > 0 ? [...new Set(named)] : said).map((channel) => withLimit({ channel, fees }, data.time, data.time_unit));
}

function withLimit(channel: RegisterChannel, time: string, unit: string): RegisterChannel {
  const limit = readRegisterLimit(time, unit);
  const words = `${time} ${unit}`.trim();
  return { ...channel, ...(limit ? { limit } : words ? { limitWords: shortName(words, 160) } : {}) };
}

const detail = z.object({
  code: z.string(),
  channels: z.array(z.object({ channel: cell, time: cell.optional(), unit: cell.optional(), fee: cell.optional() })).nullish(),
  components: z.array(z.object({ group: cell.optional(), name: cell, form: cell.optional(), originals: z.unknown(), copies: z.unknown() })).nullish(),
});
type Detail = z.output<typeof detail>;

/** One channel may stand there several times, once for each case: the longest limit binds, all fees are kept. */
function channelsOf(rows: NonNullable<Detail['channels']>): RegisterChannel[] {
  const byChannel = new Map<string, RegisterChannel>();
  for (const said of rows) {
    const channel = readChannel(said.channel);
    if (!channel) continue;
    const next = withLimit({ channel, fees: readFees(said.fee ?? '') }, said.time ?? '', said.unit ?? '');
    const before = byChannel.get(channel);
    byChannel.set(channel, before ? joined(before, next) : next);
  }
  return [...byChannel.values()];
}

function joined(a: RegisterChannel, b: RegisterChannel): RegisterChannel {
  const longer = (b.limit?.value ?? 0) > (a.limit?.value ?? 0) ? b : a;
  const fees = [...a.fees, ...b.fees.filter((fee) => a.fees.every((known) => known.words !== fee.words))];
  return { ...longer, limit: longer.limit ?? a.limit ?? b.limit, fees };
}

function merged(a: RegisterEntry, b: RegisterEntry): RegisterEntry {
  const others = b.facts.channels.filter(({ channel }) => a.facts.channels.every((known) => known.channel !== channel));
  const channels = a.facts.channels.map((known) => {
    const same = b.facts.channels.find(({ channel }) => channel === known.channel);
    return same ? joined(known, same) : known;
  });
  const levels = [...new Set([...a.levels, ...b.levels])];
  return { ...a, levels, facts: { ...a.facts, levels, channels: [...channels, ...others] } };
}

function paperOf(said: NonNullable<Detail['components']>[number]): RegisterPaper {
  return {
    name: shortName(said.name),
    originals: count(said.originals),
    copies: count(said.copies),
    ...(said.group ? { group: shortName(said.group, 100) } : {}),
    ...(said.form ? { form: shortName(said.form, 100) } : {}),
  };
}

function count(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 && number < 1000 ? number : 0;
}

function readDetails(jsonl: string): { byCode: Map<string, Detail>; faults: RowFault[] } {
  const byCode = new Map<string, Detail>();
  const faults: RowFault[] = [];
  for (const [i, line] of jsonl.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = detail.safeParse(parseJson(line));
    if (read.success) byCode.set(read.data.code, read.data);
    else faults.push({ line: i + 1, says: 'dòng chi tiết không đọc được, dùng riêng bảng CSV cho thủ tục này' });
  }
  return { byCode, faults };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 60) : undefined;
}
