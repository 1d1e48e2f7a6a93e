import { z } from 'zod';

/** Query of a search: words without accents, a field, a page of twenty. */
export const searchQuery = z.object({
  q: z.string().max(200).default(''),
  field: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
});

export const procedureLine = z.object({ code: z.string(), name: z.string(), field: z.string(), status: z.enum(['published', 'draft']) });
export const searchAnswer = z.object({ total: z.number().int(), page: z.number().int(), pages: z.number().int(), found: z.array(procedureLine) });

/** Fee in đồng, null where the provincial council decides; limits in words by channel. */
export const procedureAnswer = procedureLine.extend({
  plain: z.string(),
  who: z.array(z.string()),
  papers: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['present', 'copy', 'original']), optional: z.boolean() })),
  limits: z.record(z.string(), z.string()),
  fee: z.string(),
  result: z.object({ title: z.string(), code: z.string().nullable() }),
  legal: z.array(z.object({ act: z.string(), sure: z.string() })),
});

/** With the code alone only how far the dossier is (TT 01/2018 Đ16); `national` is one of the ten states of the National Portal. */
export const progressAnswer = z.object({ code: z.string(), state: z.string(), words: z.string(), national: z.number().int().min(1).max(10) });

export const verifyBody = z.object({ credential: z.string().min(1).max(5000) });
export const verifyAnswer = z.object({
  verdict: z.enum(['valid', 'expired', 'not-yet-valid', 'suspended', 'revoked', 'replaced', 'forged', 'unknown-issuer', 'unreadable']),
  issuer: z.string().nullable(),
  claims: z
    .object({
      title: z.string(),
      number: z.string(),
      subject: z.string(),
      dossier: z.string(),
      kind: z.string(),
      issuedAt: z.iso.datetime(),
      expires: z.iso.datetime().nullable(),
    })
    .nullable(),
});
