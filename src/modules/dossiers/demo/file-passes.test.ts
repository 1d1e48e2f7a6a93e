import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { demoCommand } from '../cli.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
});
afterAll(() => province.close());

test('thirty demo applications wait on the board, each for a plate of its own, and nothing is issued', async () => {
  const said: string[] = [];
  const print = (line: string) => void said.push(line);
  expect(await demoCommand(province.platform, ['passes', '30'], { print })).toBe(0);
  expect(said.join()).toContain('30 hồ sơ mẫu');
  const leader = await province.officer('giaothong.giamdoc');
  await leader.open('/can-bo/giay-phep/bang');
  expect(leader.$('.headline').text()).toBe('Chưa cấp giấy nào trong 7 ngày qua');
  expect(
    leader
      .$('.numbers li')
      .toArray()
      .map((one) => leader.$(one).text()),
  ).toContain('30 hồ sơ đang chờ');
  const desk = await province.officer('giaothong.motcua');
  await desk.open('/can-bo');
  expect(desk.text).toContain('Vận tải Mẫu 1');
  expect(await demoCommand(province.platform, ['passes', '-1'], { print })).toBe(2);
  expect(await demoCommand({ ...province.platform, config: { ...province.platform.config, demo: false } }, ['passes', '3'], { print })).toBe(2);
});
