import type { z } from 'zod';
import { type Ctx, problem } from '#kernel/web/index.ts';

/** What a program sent, as the schema makes it; or the problem to answer with. Never throws, whatever the bytes. */
export async function readJson<T>(c: Ctx, schema: z.ZodType<T>): Promise<{ sent: T } | { refused: Response }> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const read = schema.safeParse(body);
  if (read.success) return { sent: read.data };
  const errors = read.error.issues.slice(0, 10).map(({ path, message }) => ({ field: path.join('.') || 'body', message }));
  return { refused: problem(400, 'Nội dung gửi lên chưa đúng.', { errors }) };
}
