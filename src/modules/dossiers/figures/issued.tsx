import { type Ctx, queryText } from '#kernel/web/index.ts';
import { officerOf, pageOf } from '../board/board.tsx';
import { provinceName } from '../procedures/index.ts';
import { issuedOnPage, issuedPermits, type Wanted } from '../store/issued.ts';
import { standingKeys } from './addresses.ts';
import { askedFor } from './figures.tsx';
import { NothingIssuedPage } from './figures.page.tsx';
import { IssuedPage } from './issued.page.tsx';

/** GET /can-bo/giay-phep/da-cap: the permits behind a number of the board (giấy đã cấp), newest first. */
export async function showIssued(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const asked = await askedFor(c);
  if (!asked) return c.html(<NothingIssuedPage officer={officer} />);
  const { procedure, span, unitId } = asked;
  const filter: Wanted = { origin: province(c, 'di'), destination: province(c, 'toi'), onBehalf: province(c, 'ho'), standing: standingOf(c) };
  const page = pageOf(c);
  const lines = await issuedPermits(platform.db, { procedureCode: procedure.code, unitId, from: span.from, to: span.to }, filter, page);
  return c.html(
    <IssuedPage
      {...asked}
      officer={officer}
      now={platform.now()}
      filter={filter}
      lines={lines.slice(0, issuedOnPage)}
      more={lines.length > issuedOnPage}
      page={page}
      provinceOf={(code) => provinceName(platform.profile.rules.id, code)}
    />,
  );
}

function province(c: Ctx, name: string): string {
  const asked = queryText(c, name);
  return /^(\d{2}|none)$/.test(asked) ? asked : '';
}

function standingOf(c: Ctx): Wanted['standing'] {
  const asked = queryText(c, 'tinh-trang');
  return asked === standingKeys.suspended ? 'suspended' : asked === standingKeys.revoked ? 'revoked' : '';
}
