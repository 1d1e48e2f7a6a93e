import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { qrRows } from '#design/qr-rows.ts';
import { startChromium } from './browser.ts';

/** A browser of its own whose camera sees a QR with this text. */
export async function beforeCamera(url: string, text: string, work: (page: Page) => Promise<void>): Promise<void> {
  const film = join(tmpdir(), `motcua-${randomUUID()}.y4m`);
  await writeFile(film, filmOf(text));
  const browser = await startChromium(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);
  try {
    await work(await browser.newPage({ baseURL: url, permissions: ['camera'] }));
  } finally {
    await browser.close();
    await rm(film);
  }
}

/** A film of the code on white paper, as Chromium's false camera plays it: YUV4MPEG2, three grey pictures. */
function filmOf(text: string): Buffer {
  const rows = qrRows(text);
  const [width, height] = [1280, 720];
  const dot = Math.floor((height - 80) / rows.length);
  const [left, top] = [Math.floor((width - dot * rows.length) / 2), Math.floor((height - dot * rows.length) / 2)];
  const picture = Buffer.alloc(width * height * 1.5, 128);
  picture.fill(235, 0, width * height);
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark)
        for (let line = 0; line < dot; line++)
          picture.fill(16, (top + y * dot + line) * width + left + x * dot, (top + y * dot + line) * width + left + (x + 1) * dot);
    }),
  );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]);
}
