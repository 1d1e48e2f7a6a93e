import type { Blob } from 'node:buffer';
import type { Stream } from 'node:stream';
import type { Cell, Feature, Row } from 'write-excel-file/node';

/** A cell to write: text, perhaps standing out. Everything is text, so that 0912… and 019… keep their noughts. */
export type OutCell = string | { text: string; look: 'head' | 'help' | 'wrong' };

export type OutSheet = {
  name: string /** In letters. */;
  widths: readonly number[];
  rows: readonly (readonly OutCell[])[] /** Rows that stay in sight. */;
  sticky?: number;
};

const looks = {
  plain: {},
  head: { fontWeight: 'bold', backgroundColor: '#e3f0e7', wrap: true, alignVertical: 'top' },
  help: { textColor: '#6b6b6b', fontStyle: 'italic', backgroundColor: '#f6f5ef', wrap: true, alignVertical: 'top' },
  wrong: { textColor: '#a3161b', backgroundColor: '#fbeceb', wrap: true, alignVertical: 'top' },
} as const;

/** A workbook whose columns are text, also below its last row: Excel takes no nought from what is typed there later. */
export async function writeXlsx(sheets: readonly OutSheet[]): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/node');
  const written = sheets.map(({ name, widths, rows, sticky = 0 }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: sticky,
    data: rows.map((row): Row => row.map(cellOf)),
  }));
  return write(written, { features: [columnsAs(plainStyle(sheets))] }).toBuffer();
}

function cellOf(value: OutCell): Cell {
  const { text, look } = typeof value === 'string' ? { text: value, look: 'plain' as const } : value;
  return { type: String, format: '@', value: text || undefined, ...looks[look] };
}

/** Styles are numbered from 1 as they first come; undefined when no cell is plain. */
function plainStyle(sheets: readonly OutSheet[]): number | undefined {
  const seen = new Set(sheets.flatMap(({ rows }) => rows.flat().map((cell) => (typeof cell === 'string' ? 'plain' : cell.look))));
  const place = [...seen].indexOf('plain');
  return place < 0 ? undefined : place + 1;
}

function columnsAs(style: number | undefined): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transformElementAttributes: (tag, attributes) => (tag === 'col' && style !== undefined ? { ...attributes, style } : attributes),
        },
      },
    },
  };
}

/** The same rows as text that Excel opens by a double click: with the mark of UTF-8, and nothing in it that would be computed. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  const harmless = /^[=+@\-\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
