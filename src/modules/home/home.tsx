import { Gallery } from '#design/gallery.tsx';
import { localDate } from '#kernel/calendar/index.ts';
import { type Ctx, notFound } from '#kernel/web/index.ts';
import { popularProcedures } from '#modules/dossiers/index.ts';
import { HomePage } from './home.page.tsx';
import { doorNow, weekInWords } from './opening-hours.ts';

const shown = 6;

/** GET /: what can be done here, in the order in which people come for it. */
export async function showHome(c: Ctx): Promise<Response> {
  const { db, now, calendar, organisations, profile } = c.var.platform;
  const at = now();
  const procedures = await popularProcedures(db, at);
  return c.html(
    <HomePage
      province={organisations.province().fullName}
      procedures={procedures.slice(0, shown)}
      communes={organisations.at('commune', localDate(at)).length}
      week={weekInWords(profile.rules.hours.week)}
      door={doorNow(at, calendar)}
    />,
  );
}

/** GET /quan-tri/mau-giao-dien: every part of the design on one page, for those who build; in production there is no such page. */
export function showGallery(c: Ctx): Response | Promise<Response> {
  if (c.var.platform.config.production) return notFound(c);
  return c.html(<Gallery />);
}
