import type { Platform } from '#kernel/platform.ts';
import type { Ctx } from '#kernel/web/index.ts';
import { notFound, queryText } from '#kernel/web/index.ts';
import { popularProcedures, procedureFields, type ProcedureVersion, publishedProcedure, registerDraft, searchProcedures } from '../procedures/index.ts';
import { filingPlace } from '../filing-place.ts';
import { FieldsPage, SearchPage } from './find.page.tsx';
import { DraftPage, ProcedurePage } from './procedure.page.tsx';

const levels = ['commune', 'district', 'province', 'ministry'];

/** GET /dich-vu-cong: the search page (tìm thủ tục): what people ask for most, fields to browse, and what their words find. */
export async function findProcedures(c: Ctx): Promise<Response> {
  const { db, now } = c.var.platform;
  const on = now();
  const text = queryText(c, 'q');
  const field = queryText(c, 'linh-vuc') || undefined;
  const level = levels.find((known) => known === queryText(c, 'cap'));
  if (text === '' && !field && !level) return browse(c, on);
  const result = await searchProcedures(db, { text, field, level, page: Number(queryText(c, 'trang')), on });
  const popular = result.total === 0 ? await popularProcedures(db, on) : [];
  return c.html(<SearchPage text={text} field={field} level={level} result={result} popular={popular} />);
}

/** Nothing typed yet: what people ask for most and the first fields; or, asked for, every field there is. */
async function browse(c: Ctx, on: Date): Promise<Response> {
  const { db } = c.var.platform;
  const fields = await procedureFields(db, on);
  if (queryText(c, 'muc') === 'linh-vuc') return c.html(<FieldsPage fields={fields} />);
  return c.html(<SearchPage text="" popular={await popularProcedures(db, on)} fields={fields} />);
}

/** GET /dich-vu-cong/:procedure: what it is, who, what to bring, how long, how much, what comes back; a register draft shows its facts. */
export async function showProcedure(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const code = c.req.param('procedure') ?? '';
  if (!/^[\w.-]{3,40}$/.test(code)) return notFound(c);
  const procedure = await publishedProcedure(platform.db, code, platform.now());
  if (procedure) return c.html(<ProcedurePage procedure={procedure} place={filingPlace(platform)} department={departmentName(platform, procedure)} />);
  const draft = await registerDraft(platform.db, code);
  return draft ? c.html(<DraftPage draft={draft} />) : notFound(c);
}

function departmentName({ organisations }: Platform, { department }: ProcedureVersion): string | undefined {
  return organisations.find(department ?? '')?.name;
}
