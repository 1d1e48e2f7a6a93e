import { blurred, type Disc, type Grey, lit, photograph, randomFrom, seenFrom, smeared, spotted, throughJpeg, type View } from './grey.ts';
import type { PrintedPass } from './passes.ts';
import type { Scene } from './scenes.ts';

/** The middle of a frame of 1280 × 720, which is what the checkpoint page looks at. */
const frame = { width: 720, height: 720 };
/** The focal length of a phone's main camera, in points of such a frame. */
const focal = 1100;

/** One picture as the camera of a phone would give it; the same scene and seed give the same picture. */
export async function degrade({ page, code }: PrintedPass, scene: Scene, seed: number): Promise<Grey> {
  const random = randomFrom(seed);
  const printed = scene.ink === undefined ? page : lit(page, (value) => 255 - (255 - value) * (scene.ink ?? 1));
  const perMm = scene.wide / code.side;
  let picture = photograph(await seenFrom(printed, perMm), viewOf(scene, code, random), frame.width, frame.height);
  if (scene.creased) picture = lit(picture, creaseShade(scene.creased, random));
  if (scene.uneven !== undefined) picture = lit(picture, (value, x) => value * (1 - (1 - (scene.uneven ?? 1)) * edge(x, scene.wide)));
  if (scene.dirty) picture = withDirt(picture, scene.dirty, scene.wide, random);
  if (scene.mirrored) picture = await mirrored(picture, scene.mirrored, random);
  if (scene.glare) picture = lit(picture, glareOf(scene.glare, scene.wide));
  if (scene.unsharp) picture = await blurred(picture, scene.unsharp);
  if (scene.moved) picture = smeared(picture, scene.moved.by, scene.moved.towards);
  picture = lit(picture, (value) => Math.min(255, value) * (scene.light ?? 1) + (scene.grain ?? 1.5) * bell(random));
  return throughJpeg(picture, scene.jpeg ?? 80);
}

/** A pinhole camera looking at the middle of the code on a flat sheet, or on one in waves. */
function viewOf({ wide, turned = 0, fromSide = 0, fromAbove = 0, creased = 0 }: Scene, code: PrintedPass['code'], random: () => number): View {
  const distance = (focal * code.side) / wide;
  const { u, v, n } = axes(radians(turned), radians(fromSide), radians(fromAbove));
  const [phaseX, phaseY] = [random() * 6, random() * 6];
  const middle = { x: code.x + code.side / 2, y: code.y + code.side / 2 };
  return (px, py, into) => {
    const ray = [(px - frame.width / 2) / focal, (py - frame.height / 2) / focal, 1] as const;
    const facing = n[0] * ray[0] + n[1] * ray[1] + n[2] * ray[2];
    const far = (n[2] * distance) / facing;
    const [x, y, z] = [ray[0] * far, ray[1] * far, ray[2] * far - distance];
    const [a, b] = [x * u[0] + y * u[1] + z * u[2], x * v[0] + y * v[1] + z * v[2]];
    into.x = middle.x + a + creased * Math.sin(b / 9 + phaseX);
    into.y = middle.y + b + creased * Math.sin(a / 11 + phaseY);
  };
}

type Vector = readonly [number, number, number];

/** The sheet's own directions in the space of the camera, and what stands upright on it. */
function axes(turn: number, side: number, above: number): { u: Vector; v: Vector; n: Vector } {
  const rotate = ([x, y, z]: Vector): Vector => {
    const [x1, y1] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
    const [x2, z2] = [x1 * Math.cos(side) + z * Math.sin(side), -x1 * Math.sin(side) + z * Math.cos(side)];
    return [x2, y1 * Math.cos(above) - z2 * Math.sin(above), y1 * Math.sin(above) + z2 * Math.cos(above)];
  };
  return { u: rotate([1, 0, 0]), v: rotate([0, 1, 0]), n: rotate([0, 0, 1]) };
}

/** From nought at the bright edge of the code to one at the dark edge. */
function edge(x: number, wide: number): number {
  return Math.max(0, Math.min(1, (x - frame.width / 2) / wide + 0.5));
}

function creaseShade(creased: number, random: () => number): (value: number, x: number, y: number) => number {
  const phase = random() * 6;
  return (value, x, y) => value * (1 - Math.min(0.35, creased * 0.25) * (0.5 + 0.5 * Math.sin((x + y * 0.6) / 28 + phase)));
}

function glareOf({ size, x, y, strength }: NonNullable<Scene['glare']>, wide: number): (value: number, x: number, y: number) => number {
  const [centreX, centreY, radius] = [frame.width / 2 + x * wide, frame.height / 2 + y * wide, size * wide];
  return (value, atX, atY) => value + strength * Math.exp(-((Math.hypot(atX - centreX, (atY - centreY) * 1.4) / radius) ** 3));
}

/** Bright sky above, a dark car roof below and trees between, softened as a window's second face does. */
async function mirrored(picture: Grey, share: number, random: () => number): Promise<Grey> {
  const sky = lit(picture, (_, __, y) => (y < frame.height * 0.55 ? 235 - y * 0.1 : 95));
  const trees = discs(24, random, () => ({ y: frame.height * (0.35 + 0.4 * random()), r: 20 + 70 * random(), light: 20 + 90 * random() }));
  const scene = await blurred(spotted(sky, trees, 1), 3);
  return lit(picture, (value, x, y) => value * (1 - share) + (scene.pixels[y * frame.width + x] ?? 0) * share);
}

/** Round spots, half of them dark mud and half of them bright drops, nearly opaque; `share` of the glass lies under them. */
function withDirt(picture: Grey, share: number, wide: number, random: () => number): Grey {
  const each = Math.PI * (wide * 0.02) ** 2;
  const spots = discs(Math.round((share * frame.width * frame.height) / each), random, () => ({
    y: random() * frame.height,
    r: wide * (0.008 + 0.025 * random()),
    light: random() < 0.5 ? 60 : 225,
  }));
  return spotted(picture, spots, 0.85);
}

function discs(count: number, random: () => number, one: () => Omit<Disc, 'x'>): Disc[] {
  return Array.from({ length: count }, () => ({ x: random() * frame.width, ...one() }));
}

/** Nearly a bell curve of width one. */
function bell(random: () => number): number {
  return (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
