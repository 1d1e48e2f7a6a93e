export { type Db, openDb } from './db.ts';
export { Sql, sql } from './sql.ts';
export { migrate } from './migrate.ts';
