import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Sql } from './sql.ts';

/** The database as stores see it. Inside `transaction` every call joins that transaction, wherever it is made. */
export interface Db {
  many<Row>(statement: Sql): Promise<Row[]>;
  /** Exactly one row; throws when there is none. */
  one<Row>(statement: Sql): Promise<Row>;
  maybe<Row>(statement: Sql): Promise<Row | undefined>;
  /** Answers how many rows were touched. */
  run(statement: Sql): Promise<number>;
  /** Joins the transaction already open on this request, or opens one; an error rolls it back. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** A script of several statements without values: migrations only. */
  script(text: string): Promise<void>;
  /** The pool itself, for libraries that bring their own SQL (the job queue) and for LISTEN. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === pg.types.builtins.INT8) return Number;
      if (oid === pg.types.builtins.DATE) return String;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** Opens a pool of at most `max` connections on a PostgreSQL URL; with 0 an idle connection is kept for ever, and what it holds with it. */
export function openDb(url: string, max = 12, idleTimeoutMillis = 30_000): Db {
  const pool = new pg.Pool({ ...connection(url), max, types, idleTimeoutMillis, application_name: 'motcua' });
  // A connection that the server ends while idle is replaced at the next query; without a listener it would end us.
  pool.on('error', () => undefined);
  return makeDb(pool);
}

function makeDb(pool: pg.Pool): Db {
  const current = new AsyncLocalStorage<pg.PoolClient>();

  async function query(statement: Sql): Promise<pg.QueryResult> {
    const { name, text, values } = statement;
    const config = { name, text, values: values.map((value) => (value === undefined ? null : value)) };
    return (current.getStore() ?? pool).query(config);
  }

  async function transaction<T>(work: () => Promise<T>): Promise<T> {
    if (current.getStore()) return work();
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await current.run(client, work);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken) => client.release(broken),
      );
      throw error;
    }
  }

  return {
    pool,
    transaction,
    many: async <Row>(statement: Sql) => (await query(statement)).rows as Row[],
    one: async <Row>(statement: Sql) => {
      const { rows } = await query(statement);
      if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text.slice(0, 200)}`);
      return rows[0] as Row;
    },
    maybe: async <Row>(statement: Sql) => (await query(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
    script: async (text) => void (await (current.getStore() ?? pool).query(text)),
    close: () => pool.end(),
  };
}

/** pg does not read a unix-socket directory with spaces from a URL, so the parts are taken out here. */
function connection(url: string): pg.PoolConfig {
  const parsed = new URL(url);
  const socket = parsed.searchParams.get('host');
  if (!socket) return { connectionString: url };
  return {
    host: socket,
    port: Number(parsed.searchParams.get('port') ?? 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: parsed.pathname.slice(1),
  };
}
