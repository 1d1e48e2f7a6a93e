import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../test/support/province.ts';
import { aCitizenHasFiled } from '../dossiers/scenarios/steps.ts';
import { apiRoutes } from './index.ts';
import { openapi } from './openapi.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

async function ask(path: string, init?: RequestInit) {
  const response = await province.fetch(new Request(`http://localhost${path}`, init));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('procedures are found by words without accents', async () => {
  const { body } = await ask('/api/v1/procedures?q=giay%20khai%20sinh%20ban%20sao');
  expect(body).toMatchObject({ found: [expect.objectContaining({ code: '2.000635', status: 'published' })] });
});

test('a procedure says papers, limits, fee and law', async () => {
  const { body } = await ask('/api/v1/procedures/2.000635');
  expect(body).toMatchObject({ fee: '8.000 đồng một bản', result: { code: 'KQ.G15.000342' } });
  expect(await ask('/api/v1/procedures/9.999999')).toMatchObject({ status: 404, body: { status: 404 } });
});

test('a dossier code alone tells only how far it is', async () => {
  const { code } = await aCitizenHasFiled(province, '2.000635');
  const { body } = await ask(`/api/v1/dossiers/${code}`);
  expect(body).toEqual({ code, state: 'submitted', words: 'Mới nộp, chờ tiếp nhận', national: 1 });
});

test('wrong input is a problem that names the field', async () => {
  expect(await ask('/api/v1/procedures?page=x')).toMatchObject({ status: 400, body: { errors: [{ field: 'page' }] } });
  const headers = { 'content-type': 'application/json' };
  expect(await ask('/api/v1/credentials/verify', { method: 'POST', headers, body: '{' })).toMatchObject({ status: 400 });
  expect(await ask('/api/v1/credentials/verify', { method: 'POST', headers, body: '{"credential":"x"}' })).toMatchObject({
    status: 200,
    body: { verdict: 'unreadable' },
  });
});

test('every route of the interface is described', () => {
  const routes = apiRoutes.map(({ path }) => path.replace(/:(\w+)/g, '{$1}')).filter((path) => path !== '/api/openapi.json');
  expect(Object.keys(openapi.paths).sort()).toEqual(routes.sort());
});
