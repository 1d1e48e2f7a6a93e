import { z } from 'zod';
import type { Ctx } from '#kernel/web/index.ts';
import { procedureAnswer, progressAnswer, searchAnswer, searchQuery, verifyAnswer, verifyBody } from './schemas.ts';

const json = (schema: z.ZodType) => ({ 'application/json': { schema: z.toJSONSchema(schema, { target: 'openapi-3.0' }) } });
const problem = {
  description: 'problem',
  content: { 'application/problem+json': { schema: { type: 'object', properties: { status: { type: 'integer' }, detail: { type: 'string' } } } } },
};
const answers = (schema: z.ZodType) => ({ 200: { description: 'ok', content: json(schema) }, 400: problem, 404: problem, 429: problem });
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });

/** The same schemas that check requests describe them. */
export const openapi = {
  openapi: '3.0.3',
  info: { title: 'Một Cửa', version: '1', description: 'Thủ tục, tình trạng hồ sơ và xác thực giấy tờ của một tỉnh. Không có dữ liệu cá nhân.' },
  paths: {
    '/api/v1/procedures': { get: { summary: 'Tìm thủ tục', parameters: parameters(searchQuery), responses: answers(searchAnswer) } },
    '/api/v1/procedures/{code}': { get: { summary: 'Một thủ tục', parameters: [inPath('code')], responses: answers(procedureAnswer) } },
    '/api/v1/dossiers/{code}': { get: { summary: 'Hồ sơ đang ở đâu, chỉ mức hoàn thành', parameters: [inPath('code')], responses: answers(progressAnswer) } },
    '/api/v1/credentials/verify': {
      post: { summary: 'Xác thực một mã', requestBody: { required: true, content: json(verifyBody) }, responses: answers(verifyAnswer) },
    },
  },
};

function parameters(schema: z.ZodObject) {
  return Object.entries(schema.shape).map(([name, part]) => ({
    name,
    in: 'query',
    schema: z.toJSONSchema(part as z.ZodType, { target: 'openapi-3.0', io: 'input' }),
  }));
}

/** GET /api/openapi.json */
export function describeApi(c: Ctx): Response {
  return c.json(openapi);
}
