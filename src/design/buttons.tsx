import type { Child } from 'hono/jsx';

/** `first` once a page: what most people do next. `danger` cannot be undone. */
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

export function Buttons({ children }: { children?: Child }) {
  return <div class="buttons">{children}</div>;
}

function buttonClass(kind: ButtonKind): string {
  return kind === 'first' ? 'button' : `button ${kind}`;
}
