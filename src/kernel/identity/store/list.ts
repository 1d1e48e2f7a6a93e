import { type Db, sql } from '#kernel/db/index.ts';
import type { Role } from '../actor.ts';

/** An account as the administrator sees it: its position of today, never its secrets. */
export type ListedAccount = {
  id: string;
  login: string;
  name: string;
  demo: boolean;
  enrolled: boolean;
  mustChangePassword: boolean;
  lastSignInAt: Date | null;
  disabledAt: Date | null;
  disabledWhy: string | null;
  unitId: string | null;
  unitName: string | null;
  title: string | null;
  roles: Role[] | null;
  sessions: number;
};

export type AccountFilter = { find?: string; demoOnly?: boolean; id?: string; limit?: number; offset?: number };

/** Found by login, name, unit or title, with or without accents. */
export function listAccountRows(db: Db, filter: AccountFilter, now: Date, day: string): Promise<ListedAccount[]> {
  const words = (filter.find ?? '').replace(/[\\%_]/g, '\\$&');
  return db.many<ListedAccount>(sql`
    select a.id, a.login, a.name, a.demo, a.totp_secret is not null as enrolled, a.must_change_password as "mustChangePassword",
      a.last_sign_in_at as "lastSignInAt", a.disabled_at as "disabledAt", a.disabled_why as "disabledWhy",
      p.unit_id as "unitId", p.unit_name as "unitName", p.title, p.roles,
      (select count(*) from kernel.sessions s where s.account_id = a.id and s.idle_until > ${now}::timestamptz and s.expires_at > ${now}::timestamptz) as sessions
    from kernel.accounts a
    left join lateral (
      select unit_id, unit_name, title, roles from kernel.assignments
      where account_id = a.id and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
      order by valid_from desc, id limit 1
    ) p on true
    where unaccent(concat_ws(' ', a.login, a.name, p.unit_name, p.title)) ilike '%' || unaccent(${words}) || '%'
      and (not ${filter.demoOnly ?? false} or a.demo) and (${filter.id ?? null}::uuid is null or a.id = ${filter.id ?? null}::uuid)
    order by p.unit_name nulls last, p.unit_id, a.name, a.login
    limit ${filter.limit ?? 50}::int offset ${filter.offset ?? 0}::int`);
}
