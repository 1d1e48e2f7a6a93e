import type { Child } from 'hono/jsx';
import { LinkButton } from './buttons.tsx';

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

/** A short word on a state; good, warn and bad carry a sign beside their colour. */
export function Tag({ kind = 'plain', children }: { kind?: 'plain' | 'good' | 'warn' | 'bad'; children?: Child }) {
  const look = { plain: 'tag', good: 'tag good', warn: 'tag warn', bad: 'tag bad-tag' };
  return <span class={look[kind]}>{children}</span>;
}

/** Nothing here yet: says so, and what to do instead. */
export function EmptyState({ title, children }: { title: string; children?: Child }) {
  return (
    <div class="card empty">
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
