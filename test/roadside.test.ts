import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lookAtAll } from '../bench/roadside/roadside.ts';
import { scenes } from '../bench/roadside/scenes.ts';

test('36 pictures of passes through dirt, glare, dark and distance: at least 34 are read, and none wrongly', { timeout: 240_000 }, async () => {
  const looks = await lookAtAll(join(import.meta.dirname, '..'));
  expect(scenes).toHaveLength(36);
  expect(Math.max(...looks.map(({ version }) => version))).toBe(13);
  const unread = looks.filter(({ read }) => !read).map(({ name }) => name);
  expect(looks.length - unread.length, `not read: ${unread.join(', ')}`).toBeGreaterThanOrEqual(34);
});
