/** One line of the table: a measured value against its limit, both printed, kept or missed. */
export type Figure = { name: string; value: number; unit: string; limit?: number; at: 'most' | 'least'; note?: string };

export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Prints the table; answers how many figures miss their limit. A miss is printed like any other line. */
export function printFigures(figures: readonly Figure[]): number {
  const rows = [['what', 'measured', 'budget', 'of budget', '', ''], ...figures.map(rowOf)];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  return figures.filter((figure) => verdict(figure) === 'MISSED').length;
}

function rowOf(figure: Figure): string[] {
  const { name, value, unit, limit, note = '' } = figure;
  return [name, format(value, unit), limitOf(figure), !limit ? '' : format(value / limit, '×'), verdict(figure), note];
}

function format(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${Number.isFinite(value) ? value.toFixed(digits) : '—'} ${unit}`.trim();
}

function limitOf({ limit, at, unit }: Figure): string {
  return limit === undefined ? '' : `${at === 'most' ? '≤' : '≥'} ${limit} ${unit}`.trim();
}

function verdict({ value, limit, at }: Figure): string {
  if (limit === undefined) return 'told';
  if (!Number.isFinite(value)) return 'MISSED';
  return (at === 'most' ? value <= limit : value >= limit) ? 'kept' : 'MISSED';
}
