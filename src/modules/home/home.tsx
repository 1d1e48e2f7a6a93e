import { describeHours } from './hours.ts';
import type { Ctx } from '#kernel/web/index.ts';
import { popularProcedures } from '#modules/dossiers/index.ts';
import { HomePage } from './home.page.tsx';

/** GET /: what one can do here, in the order in which people ask. */
export async function showHome(c: Ctx): Promise<Response> {
  const { db, now, organisations, profile } = c.var.platform;
  const popular = await popularProcedures(db, now());
  const procedures = popular.slice(0, 6).map(({ code, name, edition }) => ({ code, name, plain: edition?.plain ?? '' }));
  return c.html(<HomePage province={organisations.province().fullName} procedures={procedures} hours={describeHours(profile.rules.hours.week)} />);
}
