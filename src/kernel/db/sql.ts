import { createHash } from 'node:crypto';

/** One SQL statement with its values; made by {@link sql}, run by {@link Db}. */
export class Sql {
  readonly parts: readonly string[];
  readonly values: readonly unknown[];

  constructor(parts: readonly string[], values: readonly unknown[]) {
    this.parts = parts;
    this.values = values;
  }

  /** The statement as PostgreSQL reads it, with $1, $2 … */
  get text(): string {
    return written(this.parts).text;
  }

  /** A name that is the same for the same text, so that each connection prepares a statement once. */
  get name(): string {
    return written(this.parts).name;
  }
}

type Written = { text: string; name: string };

// One place in the program always hands in the same parts, so a statement of six kilobytes is put together and named once.
const writtenBefore = new WeakMap<readonly string[], Written>();

function written(parts: readonly string[]): Written {
  const known = writtenBefore.get(parts) ?? write(parts);
  writtenBefore.set(parts, known);
  return known;
}

function write(parts: readonly string[]): Written {
  const text = parts.reduce((before, part, i) => `${before}$${i}${part}`);
  return { text, name: nameOf(text) };
}

/**
 * SQL is written as SQL: sql`select … where id = ${id}`. Every value becomes a parameter, never text;
 * a piece made by `sql` itself is spliced in with its parameters.
 */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  if (!values.some((value) => value instanceof Sql)) return new Sql(strings, values);
  return splice(strings, values);
}

function splice(strings: readonly string[], values: readonly unknown[]): Sql {
  const parts = [strings[0] ?? ''];
  const flat: unknown[] = [];
  values.forEach((value, i) => {
    const after = strings[i + 1] ?? '';
    if (value instanceof Sql) {
      parts[parts.length - 1] += value.parts[0] ?? '';
      flat.push(...value.values);
      parts.push(...value.parts.slice(1));
      parts[parts.length - 1] += after;
    } else {
      flat.push(value);
      parts.push(after);
    }
  });
  return new Sql(parts, flat);
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `s${createHash('sha1').update(text).digest('base64url').slice(0, 16)}`;
    names.set(text, name);
  }
  return name;
}
