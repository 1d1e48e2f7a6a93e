import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { qrRows } from '#design/qr-rows.ts';
import { startChromium } from './browser.ts';

/** What the camera sees for a while: a code on white paper, or an empty wall; `blur`: out of focus by so many dots of the code. */
export type Scene = { text?: string; seconds?: number; blur?: number; at?: 'middle' | 'corner' };

/** A browser of its own whose camera sees a QR with this text, or one scene after the other, over and over. */
export async function beforeCamera(
  url: string,
  film: string | readonly Scene[],
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const file = join(tmpdir(), `motcua-${randomUUID()}.y4m`);
  await shoot(file, typeof film === 'string' ? [{ text: film }] : film);
  const browser = await startChromium(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`]);
  try {
    const context = await browser.newContext({ baseURL: url, permissions: ['camera'], locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', ...options });
    context.setDefaultTimeout(15_000);
    await work(await context.newPage());
  } finally {
    await browser.close();
    await rm(file);
  }
}

const [width, height, perSecond] = [1280, 720, 5];

/** The film as Chromium's false camera plays it: YUV4MPEG2, grey pictures. */
async function shoot(file: string, scenes: readonly Scene[]): Promise<void> {
  const out = createWriteStream(file);
  out.write(`YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420jpeg\n`);
  for (const scene of scenes) {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), pictureOf(scene)]);
    for (let i = 0; i < Math.max(3, (scene.seconds ?? 0) * perSecond); i++) if (!out.write(frame)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function pictureOf({ text, blur = 0, at = 'middle' }: Scene): Buffer {
  const picture = Buffer.alloc(width * height * 1.5, 128);
  picture.fill(235, 0, width * height);
  if (text === undefined) return picture;
  const rows = qrRows(text);
  const dot = Math.floor((at === 'middle' ? height - 80 : height / 2) / rows.length);
  const [left, top] = at === 'middle' ? [(width - dot * rows.length) >> 1, (height - dot * rows.length) >> 1] : [40, 40];
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark)
        for (let line = 0; line < dot; line++)
          picture.fill(16, (top + y * dot + line) * width + left + x * dot, (top + y * dot + line) * width + left + (x + 1) * dot);
    }),
  );
  return blur > 0 ? blurred(picture, Math.round(blur * dot)) : picture;
}

/** Each point the mean of those around it, across and then down. */
function blurred(picture: Buffer, reach: number): Buffer {
  for (const [step, length, lines, stride] of [
    [1, width, height, width],
    [width, height, width, 1],
  ] as const) {
    for (let line = 0; line < lines; line++) {
      const before = Array.from({ length }, (_, i) => picture[line * stride + i * step] ?? 0);
      for (let i = 0; i < length; i++) {
        const near = before.slice(Math.max(0, i - reach), i + reach + 1);
        picture[line * stride + i * step] = near.reduce((sum, value) => sum + value, 0) / near.length;
      }
    }
  }
  return picture;
}
