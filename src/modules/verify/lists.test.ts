import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSignature } from '#kernel/credentials/keys.ts';
import { takeKeyList, takeStatusList } from '#kernel/credentials/lists.ts';
import { statusOf } from '#kernel/credentials/status-list.ts';
import { type TestProvince, testProvince } from '../../../test/support/province.ts';

describe('the lists that phones fetch', () => {
  let province: TestProvince;
  beforeAll(async () => void (province = await testProvince()));
  afterAll(() => province.close());

  async function ask(path: string, etag?: string) {
    const answer = await province.fetch(new Request(`http://localhost${path}`, { headers: etag ? { 'if-none-match': etag } : {} }));
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', bytes: new Uint8Array(await answer.arrayBuffer()) };
  }

  async function issue(id: string) {
    const said = { number: '1', title: 'Giấy', subject: '20C-123.45', dossier: 'H55', note: '', expires: null, kind: 'vehicle-pass' } as const;
    const { text } = await province.platform.credentials.issue({ id, unit: { id: 'm05719', name: 'Xã' }, at: province.platform.now(), ...said });
    return { id, place: (await province.platform.credentials.judge(text)).claims?.status ?? -1 };
  }

  test('cost nothing while nothing changed, and only the change after it', async () => {
    const paper = await issue('00000000-0000-7000-8000-000000000001');
    const point = Uint8Array.from(Buffer.from(await province.platform.credentials.provincePoint(), 'base64url'));
    const keys = (await takeKeyList((await ask('/xac-thuc/khoa')).bytes, point, checkSignature))!;
    const whole = await ask('/xac-thuc/thu-hoi');
    const before = (await takeStatusList(whole.bytes, keys, checkSignature))!;
    for (const path of ['/xac-thuc/khoa', '/xac-thuc/thu-hoi']) {
      const { etag } = await ask(path);
      expect(await ask(path, etag), path).toMatchObject({ status: 304, bytes: new Uint8Array() });
      expect(await ask(path, `W/${etag}`), path).toMatchObject({ status: 304 });
    }

    province.clock('2026-11-23 10:00');
    await province.platform.credentials.revoke(paper.id, 'khai sai', 'Giám đốc', province.platform.now());
    expect((await ask('/xac-thuc/thu-hoi', whole.etag)).status).toBe(200);
    const delta = await ask(`/xac-thuc/thu-hoi?tu=${before.madeAt.getTime() / 1000}`);
    expect(delta.bytes.length).toBeLessThan(200);
    const after = (await takeStatusList(delta.bytes, keys, checkSignature, before))!;
    expect([statusOf(before, paper.place), statusOf(after, paper.place)]).toEqual(['fine', 'revoked']);
  });

  test.each(['abc', '-1', '99999999999', '1e9', ''])('come whole to a phone that asks for tu=%s', async (since) => {
    expect((await ask(`/xac-thuc/thu-hoi?tu=${since}`)).bytes).toEqual((await ask('/xac-thuc/thu-hoi')).bytes);
  });
});
