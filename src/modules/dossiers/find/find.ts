import type { Ctx } from '#kernel/web/index.ts';
import { notFound, queryText } from '#kernel/web/index.ts';
import { popularProcedures, procedureFields, publishedProcedure, registerDraft, searchProcedures } from '../procedures/index.ts';
import { filingPlace } from './filing-place.ts';
import { drawFields, drawSearch } from './find.page.tsx';
import { drawDraft, drawProcedure } from './procedure.page.tsx';

const levels = ['commune', 'district', 'province', 'ministry'];

/** The search page (tìm thủ tục): what people ask for most, fields to browse, and what their words find. */
export async function find(c: Ctx): Promise<Response> {
  const { db, now } = c.var.platform;
  const on = now();
  const text = queryText(c, 'q');
  const field = queryText(c, 'linh-vuc') || undefined;
  const level = levels.find((known) => known === queryText(c, 'cap'));
  if (text === '' && !field && !level) {
    const [popular, fields] = await Promise.all([popularProcedures(db, on), procedureFields(db, on)]);
    return c.html(drawSearch({ text, popular, fields }));
  }
  const result = await searchProcedures(db, { text, field, level, page: Number(queryText(c, 'trang')), on });
  const popular = result.total === 0 ? await popularProcedures(db, on) : [];
  return c.html(drawSearch({ text, field, level, result, popular, fields: [] }));
}

/** Every field there is (mọi lĩnh vực). */
export async function findByField(c: Ctx): Promise<Response> {
  const { db, now } = c.var.platform;
  return c.html(drawFields(await procedureFields(db, now())));
}

/** The procedure page: what it is, who, what to bring, how long, how much, what comes back; a register draft shows its facts. */
export async function showProcedure(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const code = c.req.param('procedure') ?? '';
  if (!/^[\w.-]{3,40}$/.test(code)) return notFound(c);
  const procedure = await publishedProcedure(platform.db, code, platform.now());
  if (procedure) return c.html(drawProcedure(procedure, filingPlace(platform), platform.organisations.find(procedure.decidedBy ?? '')?.name));
  const draft = await registerDraft(platform.db, code);
  return draft ? c.html(drawDraft(draft)) : notFound(c);
}
