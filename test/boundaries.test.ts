import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownsSchema, sharedTables, uses } from '../src/architecture.ts';

const root = join(import.meta.dirname, '..');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'motcua-boundaries-'));
  for (const name of ['src', 'test/support', 'package.json', 'tsconfig.json', '.dependency-cruiser.mjs'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the boundary check', () => {
  const faults = [
    {
      fault: 'a deep import into another module',
      file: 'modules/verify/planted.ts',
      code: `import { refusalOf } from '#modules/dossiers/dossier.ts';\nexport const x = refusalOf;`,
      rule: 'modules/verify uses only',
    },
    {
      fault: 'a deep import of a type only',
      file: 'modules/verify/planted.ts',
      code: `import type { Standing } from '#modules/dossiers/dossier.ts';\nexport type X = Standing;`,
      rule: 'modules/verify uses only',
    },
    {
      fault: 'a deep import by a relative path',
      file: 'modules/verify/planted.ts',
      code: `import { refusalOf } from '../dossiers/dossier.ts';\nexport const x = refusalOf;`,
      rule: 'modules/verify uses only',
    },
    { fault: 'a module nobody declared', file: 'modules/planted/index.ts', code: 'export const x = 1;', rule: 'every module is declared' },
    {
      fault: 'a module nobody declared that uses the kernel',
      file: 'modules/planted/index.ts',
      code: `import { sql } from '#kernel/db/index.ts';\nexport const x = sql;`,
      rule: 'every module is declared',
    },
    {
      fault: 'a kernel that knows a module',
      file: 'kernel/web/planted.ts',
      code: `import { newId } from '#modules/dossiers/ids.ts';\nexport const x = newId;`,
      rule: 'kernel uses only',
    },
    {
      fault: 'a cycle',
      file: 'kernel/web/planted.ts',
      code: `import { y } from './planted-too.ts';\nexport const x = () => y;`,
      and: { 'kernel/web/planted-too.ts': `import { x } from './planted.ts';\nexport const y = () => x;` },
      rule: 'no cycles',
    },
    {
      fault: 'an island that reaches for the database',
      file: 'modules/dossiers/islands/planted.ts',
      code: `import { sql } from '#kernel/db/index.ts';\nexport const x = sql;`,
      rule: 'islands run in the browser',
    },
    {
      fault: 'an island that uses Node',
      file: 'modules/dossiers/islands/planted.ts',
      code: `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;`,
      rule: 'islands use no Node API',
    },
    {
      fault: 'a verb that uses Node',
      file: 'modules/dossiers/receive/planted.ts',
      code: `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;`,
      rule: 'pages and verbs import no Node API',
    },
    {
      fault: 'the product on a development package',
      file: 'kernel/web/planted.ts',
      code: `import fc from 'fast-check';\nexport const x = fc;`,
      rule: 'the product needs no development package',
    },
    {
      fault: 'a design that knows the kernel',
      file: 'design/planted.ts',
      code: `import { sql } from '#kernel/db/index.ts';\nexport const x = sql;`,
      rule: 'design uses only',
    },
  ];

  test('finds nothing in the house as it stands', () => {
    const { status, output } = check();
    expect(output).not.toMatch(/^\s+error /m);
    expect(status).toBe(0);
  });

  test.each(faults)('fails on $fault', ({ file, code, and = {}, rule }) => {
    const planted = { [file]: code, ...and };
    for (const [name, text] of Object.entries(planted)) plant(name, text);
    const { status, output } = check();
    for (const name of Object.keys(planted)) rmSync(join(copy, 'src', name));
    rmSync(join(copy, 'src/modules/planted'), { recursive: true, force: true });
    expect(status).not.toBe(0);
    expect(output).toContain(rule);
  });
});

function plant(name: string, text: string): void {
  mkdirSync(dirname(join(copy, 'src', name)), { recursive: true });
  writeFileSync(join(copy, 'src', name), text);
}

function check(): { status: number | null; output: string } {
  const done = spawnSync(join(root, 'node_modules/.bin/depcruise'), ['--config', '.dependency-cruiser.mjs', 'src'], { cwd: copy, encoding: 'utf8' });
  return { status: done.status, output: done.stdout + done.stderr };
}

describe('who names whose tables', () => {
  const names = new RegExp(`\\b(${Object.values(ownsSchema).join('|')})\\.([a-z_]+)\\b`, 'g');

  test('no part names a table of another part, except the two of the kernel that a change is written with', () => {
    expect(foreignTables(sources())).toEqual([]);
  });

  test('the check sees a planted statement', () => {
    expect(foreignTables([{ part: 'modules/verify', file: 'planted.ts', text: 'sql`select code from dossiers.dossiers`' }])).toEqual([
      'planted.ts: dossiers.dossiers',
    ]);
    expect(foreignTables([{ part: 'modules/dossiers', file: 'planted.sql', text: 'insert into kernel.accounts values (1)' }])).toEqual([
      'planted.sql: kernel.accounts',
    ]);
  });

  test('in a module SQL stands in its store and nowhere else', () => {
    expect(statementsOutsideStores(sources())).toEqual([]);
    expect(statementsOutsideStores([{ part: 'modules/verify', file: 'modules/verify/judge.ts', text: 'db.one(sql`select 1`)' }])).toEqual([
      'modules/verify/judge.ts',
    ]);
  });

  function statementsOutsideStores(files: { part: string; file: string; text: string }[]): string[] {
    return files
      .filter(
        ({ part, file, text }) =>
          part.startsWith('modules/') && text.includes('sql`') && !/\/(store(\/[\w-]+)?\.ts|scenarios\/|migrations\/)|\.fixture\.ts$/.test(file),
      )
      .map(({ file }) => file);
  }

  function foreignTables(files: { part: string; file: string; text: string }[]): string[] {
    return files.flatMap(({ part, file, text }) =>
      [...inStatements(file, text).matchAll(names)]
        .filter(([table, schema]) => ownsSchema[part] !== schema && !sharedTables.includes(table))
        .map(([table]) => `${file}: ${table}`),
    );
  }

  /** Only SQL counts: migrations, and what stands between the backticks of sql`…`. */
  function inStatements(file: string, text: string): string {
    return file.endsWith('.sql') ? text.replace(/--.*$/gm, '') : [...text.matchAll(/sql`[^`]*`/g)].map(([statement]) => statement).join('\n');
  }

  function sources() {
    return Object.keys(uses).flatMap((part) =>
      (readdirSync(join(root, 'src', part), { recursive: true, encoding: 'utf8' }) as string[])
        .filter((file) => /\.(tsx?|sql)$/.test(file) && !/\.(test|bench)\.tsx?$/.test(file))
        .map((file) => ({ part, file: `${part}/${file}`, text: readFileSync(join(root, 'src', part, file), 'utf8') })),
    );
  }
});
