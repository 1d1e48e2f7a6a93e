import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { resultsOf } from '../store/results.ts';
import { aCitizenHasFiled, itIsAssessed, itIsReceived, itIsSignedAndSealed, officerPresses } from './steps.ts';

let province: TestProvince;
let code: string;
let lifeId: string;
beforeAll(async () => {
  province = await testProvince({ at: '2026-11-20 09:00' });
  const life = await aCitizenHasFiled(province, '1.004873');
  await itIsReceived(life);
  await itIsAssessed(life, 'sangmoc.hotich', {});
  await itIsSignedAndSealed(life);
  const [result] = await resultsOf(province.db, life.id);
  [code, lifeId] = [result?.credentialText ?? '', life.id];
});
afterAll(() => province.close());

/** What a stranger is told by the page without script, and a program by the interface. */
async function told(text: string): Promise<{ page: string; api: unknown }> {
  const stranger = await province.stranger();
  await stranger.open('/xac-thuc');
  await stranger.press('Kiểm tra', { code: text });
  const answer = await province.fetch(
    new Request('http://localhost/api/v1/credentials/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ credential: text }),
    }),
  );
  return { page: stranger.text, api: ((await answer.json()) as { verdict: unknown }).verdict };
}

describe('the QR of a marital-status certificate', () => {
  test('is genuine while it holds, and says of whom, by whom and until when', async () => {
    const { page, api } = await told(code);
    expect(api).toBe('valid');
    for (const words of ['Giấy thật, còn giá trị', 'Nông Thị Mẫu', 'Sảng Mộc', '20/05/2027']) expect(page).toContain(words);
  });

  test('is genuine but expired after its six months', async () => {
    province.clock('2027-05-21 00:30');
    expect(await told(code)).toEqual({ page: expect.stringContaining('Giấy thật, đã hết hạn'), api: 'expired' });
    province.clock('2026-11-20 09:00');
  });

  test('with one letter changed is never called genuine', async () => {
    const body = code.indexOf('#') + 1;
    const verdicts = new Set<unknown>();
    for (const at of [body + 5, Math.floor((body + code.length) / 2), code.length - 8]) {
      const other = code[at] === 'A' ? 'B' : 'A';
      const { page, api } = await told(code.slice(0, at) + other + code.slice(at + 1));
      expect(page).not.toContain('Giấy thật');
      verdicts.add(api);
    }
    expect(
      [...verdicts].every((verdict) => ['forged', 'unreadable', 'unknown-issuer'].includes(String(verdict))),
      [...verdicts].join(),
    ).toBe(true);
    expect(verdicts).toContain('forged');
  });

  test('with its end cut off is not read', async () => {
    expect(await told(code.slice(0, -10))).toEqual({ page: expect.stringContaining('Không đọc được mã'), api: 'unreadable' });
  });

  test('made by another province is of unknown origin', async () => {
    const elsewhere = await testProvince({ at: '2026-11-20 09:00' });
    const life = await aCitizenHasFiled(elsewhere, '1.004873');
    await itIsReceived(life);
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    const [result] = await resultsOf(elsewhere.db, life.id);
    await elsewhere.close();
    expect(await told(result?.credentialText ?? '')).toEqual({ page: expect.stringContaining('Không rõ nơi cấp'), api: 'unknown-issuer' });
  });

  test('is revoked for everybody from the moment the chairman takes it back, and stays so after its end', async () => {
    const words = { reason: 'Người khai không trung thực.', basis: 'Điều 12 Luật Hộ tịch' };
    await officerPresses({ province, id: lifeId, code, citizen: await province.stranger() }, 'sangmoc.chutich', 'Thu hồi kết quả', words);
    expect(await told(code)).toEqual({ page: expect.stringContaining('Giấy đã bị thu hồi'), api: 'revoked' });
    province.clock('2027-05-21 00:30');
    expect((await told(code)).api).toBe('revoked');
  });
});
