import sharp from 'sharp';
import type { Picture } from './reader.ts';

/** A picture in light from 0 to 255, not yet rounded: what lies between is the camera's to lose. */
export type Grey = { width: number; height: number; pixels: Float32Array };

/** How finely the paper is printed before it is photographed; about 200 dots an inch. */
export const pixelsPerMm = 8;

/** Where a point of the frame lies on the paper, in mm, written into `into`: two million answers are not worth an object each. */
export type View = (x: number, y: number, into: Point) => void;
export type Point = { x: number; y: number };

const around = 70;

/** Photographs the paper: four looks into each point of the frame, each between the four nearest points of the print. */
export function photograph(page: Grey, view: View, width: number, height: number): Grey {
  const pixels = new Float32Array(width * height);
  const at = { x: 0, y: 0 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let light = 0;
      for (let look = 0; look < 4; look++) {
        view(x + 0.25 + (look & 1) / 2, y + 0.25 + (look >> 1) / 2, at);
        light += lightAt(page, at);
      }
      pixels[y * width + x] = light / 4;
    }
  return { width, height, pixels };
}

function lightAt({ width, height, pixels }: Grey, at: Point): number {
  const [x, y] = [at.x * pixelsPerMm - 0.5, at.y * pixelsPerMm - 0.5];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  // Also where the sheet is seen from behind its edge, at no number at all.
  if (!(left >= 0 && top >= 0 && left < width - 1 && top < height - 1)) return around;
  const [right, down, from] = [x - left, y - top, top * width + left];
  const above = (pixels[from] ?? 0) * (1 - right) + (pixels[from + 1] ?? 0) * right;
  return above * (1 - down) + ((pixels[from + width] ?? 0) * (1 - right) + (pixels[from + width + 1] ?? 0) * right) * down;
}

/** The page as finely as this camera can see it from there: otherwise small squares would flicker as no lens lets them. */
export async function seenFrom(page: Grey, pixelsInFrame: number): Promise<Grey> {
  const sigma = (pixelsPerMm / pixelsInFrame) * 0.5;
  return sigma > 0.6 ? blurred(page, sigma) : page;
}

export async function blurred(grey: Grey, sigma: number): Promise<Grey> {
  const { width, height } = grey;
  const { data } = await sharp(toBytes(grey), { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, pixels: Float32Array.from(data) };
}

/** The hand or the car moved while the shutter was open: `length` points towards `degrees`. */
export function smeared({ width, height, pixels }: Grey, length: number, degrees: number): Grey {
  const smear = new Float32Array(pixels.length);
  const [dx, dy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let light = 0;
      for (let step = 0; step < length; step++) {
        const far = step - (length - 1) / 2;
        const [nearX, nearY] = [clamp(Math.round(x + far * dx), width - 1), clamp(Math.round(y + far * dy), height - 1)];
        light += pixels[nearY * width + nearX] ?? 0;
      }
      smear[y * width + x] = light / length;
    }
  return { width, height, pixels: smear };
}

/** Changes the light of every point. */
export function lit({ width, height, pixels }: Grey, light: (value: number, x: number, y: number) => number): Grey {
  const changed = new Float32Array(pixels.length);
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) changed[i] = light(pixels[i] ?? 0, x, y);
  return { width, height, pixels: changed };
}

export type Disc = Point & { r: number; light: number };

/** Lays round spots of light or dark over a picture; `cover`: how much of what is behind they hide. */
export function spotted({ width, height, pixels }: Grey, discs: readonly Disc[], cover: number): Grey {
  const changed = Float32Array.from(pixels);
  for (const { x, y, r, light } of discs)
    for (let row = Math.max(0, Math.ceil(y - r)); row < Math.min(height, y + r); row++)
      for (let column = Math.max(0, Math.ceil(x - r)); column < Math.min(width, x + r); column++)
        if ((column - x) ** 2 + (row - y) ** 2 < r * r) changed[row * width + column] = (pixels[row * width + column] ?? 0) * (1 - cover) + light * cover;
  return { width, height, pixels: changed };
}

export async function throughJpeg(grey: Grey, quality: number): Promise<Grey> {
  const { width, height } = grey;
  const jpeg = await sharp(toBytes(grey), { raw: { width, height, channels: 1 } })
    .jpeg({ quality })
    .toBuffer();
  return { width, height, pixels: Float32Array.from(await sharp(jpeg).extractChannel(0).raw().toBuffer()) };
}

export function toBytes({ pixels }: Grey): Buffer {
  return Buffer.from(pixels.map((value) => clamp(Math.round(value), 255)));
}

/** As a canvas would hand it over. */
export function toPicture({ width, height, pixels }: Grey): Picture {
  const data = new Uint8ClampedArray(pixels.length * 4).fill(255);
  for (let i = 0; i < pixels.length; i++) data[i * 4] = data[i * 4 + 1] = data[i * 4 + 2] = pixels[i] ?? 0;
  return { data, width, height, colorSpace: 'srgb' };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

/** Numbers that look random and are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
