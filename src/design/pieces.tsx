import type { Child } from 'hono/jsx';

/** A word in a box: information, success, a warning, or something wrong. */
export function Notice({ kind = 'info', title, children }: { kind?: 'info' | 'success' | 'warning' | 'error'; title?: string; children?: Child }) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      {title && <h2>{title}</h2>}
      {children}
    </div>
  );
}

export type ButtonKind = 'first' | 'second' | 'danger' | 'plain';

export function Button({ children, kind = 'first', name, value, form }: { children?: Child; kind?: ButtonKind; name?: string; value?: string; form?: string }) {
  return (
    <button class={buttonClass(kind)} type="submit" name={name} value={value} form={form}>
      {children}
    </button>
  );
}

export function LinkButton({ href, children, kind = 'first' }: { href: string; children?: Child; kind?: ButtonKind }) {
  return (
    <a class={buttonClass(kind)} href={href}>
      {children}
    </a>
  );
}

function buttonClass(kind: ButtonKind): string {
  return kind === 'first' ? 'button' : `button ${kind}`;
}

export function Buttons({ children }: { children?: Child }) {
  return <div class="buttons">{children}</div>;
}

export function Card({ title, children }: { title?: string; children?: Child }) {
  return (
    <section class="card">
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** Names and values; a value that is empty is left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function Tag({ kind = 'plain', children }: { kind?: 'plain' | 'good' | 'warn' | 'bad'; children?: Child }) {
  const look = { plain: 'tag', good: 'tag good', warn: 'tag warn', bad: 'tag bad-tag' };
  return <span class={look[kind]}>{children}</span>;
}

export type TrailStep = { title: string; when?: string; who?: string; note?: string; state: 'past' | 'now' | 'to-come' };

const trailWords = { past: 'Đã qua', now: 'Hiện tại', 'to-come': 'Sắp tới' };

/** The life of a dossier from top to bottom: what happened, where it is, what is to come. */
export function StepTrail({ steps }: { steps: readonly TrailStep[] }) {
  return (
    <ol class="trail">
      {steps.map((step) => (
        <li class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <b>
            <span class="hidden">{trailWords[step.state]}: </span>
            {step.title}
          </b>
          {(step.when || step.who) && <small>{[step.when, step.who].filter(Boolean).join(' · ')}</small>}
          {step.note && <div>{step.note}</div>}
        </li>
      ))}
    </ol>
  );
}

export type Column<Row> = { title: string; cell(row: Row): Child; number?: boolean };

/** A table that becomes cards on a phone; `rowClass` marks rows that need eyes first. */
export function Table<Row>({
  columns,
  rows,
  caption,
  rowClass,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  caption: string;
  rowClass?(row: Row): string | undefined;
}) {
  return (
    <table class="cards">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col">{column.title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr class={rowClass?.(row)}>
            {columns.map((column) => (
              <td data-label={column.title} class={column.number ? 'num' : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function EmptyState({ title, children }: { title: string; children?: Child }) {
  return (
    <div class="card">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Earlier and later pages of a list; `href` makes the address of a page. */
export function Pager({ page, more, href }: { page: number; more: boolean; href(page: number): string }) {
  if (page <= 1 && !more) return null;
  return (
    <nav class="buttons" aria-label="Các trang">
      {page > 1 && (
        <LinkButton kind="second" href={href(page - 1)}>
          Trang trước
        </LinkButton>
      )}
      <span class="soft">Trang {page}</span>
      {more && (
        <LinkButton kind="second" href={href(page + 1)}>
          Trang sau
        </LinkButton>
      )}
    </nav>
  );
}

/** Bars for people who would rather look than read; the numbers stand in the table behind it for those who listen. */
export function BarChart({ title, bars }: { title: string; bars: readonly { label: string; value: number; over?: boolean }[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <figure>
      <svg
        class="plot"
        viewBox={`0 0 400 ${bars.length * 26 + 4}`}
        role="img"
        aria-label={`${title}: ${bars.map(({ label, value }) => `${label} ${value}`).join(', ')}`}
      >
        {bars.map(({ label, value, over }, i) => (
          <g transform={`translate(0 ${i * 26 + 2})`}>
            <text x="0" y="16">
              {label}
            </text>
            <rect class={over ? 'over' : undefined} x="130" y="3" height="18" width={(value / most) * 230} rx="3" />
            <text x={136 + (value / most) * 230} y="16">
              {value}
            </text>
          </g>
        ))}
      </svg>
      <figcaption class="soft">{title}</figcaption>
    </figure>
  );
}
