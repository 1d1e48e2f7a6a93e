export { type Db, openDb } from './db.ts';
export { Sql, joinSql, sql } from './sql.ts';
export { migrate } from './migrate.ts';
