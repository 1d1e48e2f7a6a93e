import type { Child } from 'hono/jsx';

export type Column<Row> = { title: string; cell(row: Row): Child; number?: boolean };

type TableProps<Row> = {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  caption: string;
  /** Marks rows that need eyes first: 'late', 'soon'. */
  rowClass?(row: Row): string | undefined;
};

/** A table that becomes cards on a phone. The roles are said aloud again because a browser forgets them when CSS turns rows into cards. */
export function Table<Row>({ columns, rows, caption, rowClass }: TableProps<Row>) {
  return (
    <table class="cards" role="table">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader" class={column.number ? 'num' : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr role="row" class={rowClass?.(row)}>
            {columns.map((column) => (
              <td role="cell" data-label={column.title} class={column.number ? 'num' : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
