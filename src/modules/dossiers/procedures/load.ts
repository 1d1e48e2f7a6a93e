import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from './build-form.ts';
import { type Package, packageSchema } from './schema.ts';

/** A fault in a package file: line from 1, and a sentence that says what to do. */
export type Fault = { line: number; says: string };

export type Loaded = { pkg: Package; lineOf(path: Problem['path']): number; faults?: undefined } | { pkg?: undefined; faults: Fault[] };

/** Reads a package (gói thủ tục) from YAML; a package that cannot be read comes back as faults with their lines. */
export function loadPackage(yaml: string): Loaded {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  if (document.errors.length > 0)
    return {
      faults: document.errors.map((error) => ({ line: lines.linePos(error.pos[0]).line, says: `Không đọc được YAML: ${error.message.split('\n')[0]}` })),
    };
  const lineOf = (path: Problem['path']) => lineAt(document.contents, path, lines);
  const parsed = packageSchema.safeParse(document.toJS());
  if (parsed.success) return { pkg: parsed.data, lineOf };
  return { faults: parsed.error.issues.flatMap(deepest).map((issue) => ({ line: lineOf(issue.path.filter(isKey)), says: sentence(issue) })) };
}

type Issue = {
  code: string;
  message: string;
  path: readonly PropertyKey[];
  keys?: readonly string[];
  expected?: unknown;
  values?: readonly unknown[];
  errors?: readonly (readonly Issue[])[];
};

/** Of a choice between shapes, tell about the shape that came nearest. */
function deepest(found: unknown): Issue[] {
  const issue = found as Issue;
  const shapes = issue.code === 'invalid_union' ? (issue.errors ?? []) : [];
  const nearest = [...shapes].sort((a, b) => score(b) - score(a))[0];
  return nearest && nearest.length > 0 ? nearest.flatMap((inner) => deepest({ ...inner, path: [...issue.path, ...inner.path] })) : [issue];
}

function score(shape: readonly Issue[]): number {
  const wrongKind = shape.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0);
  return (wrongKind ? -100 : 0) - shape.length;
}

function sentence({ code, message, path, keys, expected, values }: Issue): string {
  const where = path.length > 0 ? `«${path.join('.')}»: ` : '';
  if (code === 'unrecognized_keys')
    return `${where}không có mục «${keys?.join('», «')}»; xem lại chính tả; câu có dấu phẩy trong { } hay [ ] phải đặt trong ngoặc kép.`;
  if (code === 'invalid_type') return `${where}thiếu, hoặc phải là ${kinds[String(expected)] ?? String(expected)}.`;
  if (code === 'invalid_value') return `${where}phải là một trong: ${values?.join(', ')}.`;
  return `${where}${message}`;
}

const kinds: Record<string, string> = {
  string: 'chữ',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hoặc false',
  array: 'một danh sách',
  object: 'một nhóm mục',
  record: 'một nhóm mục',
};

function isKey(key: PropertyKey): key is string | number {
  return typeof key !== 'symbol';
}

/** The line of the deepest part of the path that the file has. */
function lineAt(root: unknown, path: Problem['path'], lines: LineCounter): number {
  let offset = 0;
  let node: unknown = root;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)];
      if (!item) break;
      offset = (item as Node).range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}
