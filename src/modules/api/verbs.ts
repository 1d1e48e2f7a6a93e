import type { z } from 'zod';
import { describeLimit, type Limit } from '#kernel/calendar/index.ts';
import { callerAddress } from '#kernel/identity/index.ts';
import { cleanText, type Ctx, problem } from '#kernel/web/index.ts';
import { dossierByCode, feeRuleInWords, publishedProcedure, readDossierCode, searchProcedures } from '#modules/dossiers/index.ts';
import { procedureAnswer, progressAnswer, searchAnswer, searchQuery, verifyAnswer, verifyBody } from './schemas.ts';

/** GET /api/v1/procedures */
export async function findProcedures(c: Ctx): Promise<Response> {
  const { db, now } = c.var.platform;
  const query = searchQuery.safeParse(Object.fromEntries(Object.entries(c.req.query()).map(([name, value]) => [name, cleanText(value)])));
  if (!query.success) return wrong(query.error);
  const { found, total, page, pages } = await searchProcedures(db, { text: query.data.q, field: query.data.field, page: query.data.page, on: now() });
  return c.json(searchAnswer.parse({ total, page, pages, found }));
}

/** GET /api/v1/procedures/:code */
export async function showProcedure(c: Ctx): Promise<Response> {
  const { db, now } = c.var.platform;
  const procedure = await publishedProcedure(db, cleanText(c.req.param('code') ?? ''), now());
  if (!procedure) return problem(404, 'Không có thủ tục nào đang công bố với mã này.');
  const { code, name, field, plain, who, papers, limits, fee, result, legal } = procedure;
  return c.json(
    procedureAnswer.parse({
      code,
      name,
      field,
      plain,
      who,
      legal,
      status: 'published',
      papers: papers.map((paper) => ({ ...paper, optional: paper.optional ?? false })),
      limits: Object.fromEntries(Object.entries(limits).map(([channel, limit]) => [channel, describeLimit(limit as Limit)])),
      fee: feeRuleInWords(fee),
      result: { title: result.title, code: result.code ?? null },
    }),
  );
}

/** GET /api/v1/dossiers/:code: tries are limited like those of the page, for codes can be counted through. */
export async function showProgress(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const code = readDossierCode(cleanText(c.req.param('code') ?? ''))?.code;
  if (!code) return problem(404, 'Mã này không phải mã hồ sơ.');
  const looked = await platform.identity.lookUp({ ip: callerAddress(c), code }, () => dossierByCode(platform.db, code));
  if (!looked.ok) return looked.reason === 'too-many' ? problem(429, `Hãy chờ ${looked.waitSeconds} giây.`) : problem(404, 'Không có hồ sơ với mã này.');
  const { state } = looked.found;
  const { names, national } = platform.profile.rules.states;
  return c.json(progressAnswer.parse({ code, state, words: names[state], national: national[state] }));
}

/** POST /api/v1/credentials/verify */
export async function judgeCredential(c: Ctx): Promise<Response> {
  const body = verifyBody.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) return wrong(body.error);
  const { verdict, claims, issuerName } = await c.var.platform.credentials.judge(cleanText(body.data.credential));
  const said = claims && { ...claims, issuedAt: claims.issuedAt.toISOString(), expires: claims.expires?.toISOString() ?? null };
  return c.json(verifyAnswer.parse({ verdict, issuer: issuerName ?? null, claims: said ?? null }));
}

function wrong(error: z.ZodError): Response {
  return problem(400, 'Yêu cầu chưa đúng.', { errors: error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', message })) });
}
