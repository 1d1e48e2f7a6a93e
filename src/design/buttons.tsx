import type { Child } from 'hono/jsx';

/** `first` once a page: what most people do next. `danger` cannot be undone. */
export type ButtonKind = 'first' | 'second' | 'danger' | 'plain';

type ButtonProps = {
  children?: Child;
  kind?: ButtonKind;
  name?: string;
  value?: string;
  form?: string /** Where to send the form instead. */;
  action?: string;
};

export function Button({ children, kind = 'first', name, value, form, action }: ButtonProps) {
  return (
    <button class={buttonClass(kind)} type="submit" name={name} value={value} form={form} formaction={action}>
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
