/**
 * What can be wrong with a picture taken through a windscreen. Lengths are points of a camera frame of 1280 × 720, `wide` is the side of the
 * code in it: 250 is a phone held at 30 cm, 140 at 55 cm, 110 at 70 cm. A code of version 13 has 69 squares a side.
 */
export type Scene = {
  name: string;
  wide: number;
  /** Degrees: turned in its plane, looked at from the side, from above. */
  turned?: number;
  fromSide?: number;
  fromAbove?: number;
  /** Out of focus, in points (sigma of the blur). */
  unsharp?: number;
  moved?: { by: number; towards: number };
  /** A bright spot on the glass: its radius as a share of the code, where (share of the code from its middle), and how strong. */
  glare?: { size: number; x: number; y: number; strength: number };
  /** Sky and trees mirrored in the glass: how much of the light comes from them. */
  mirrored?: number;
  /** Lit from one side: what is left of the light at the far edge. */
  uneven?: number;
  /** Night: all light times this, with the grain of a small sensor (sigma). */
  light?: number;
  grain?: number;
  /** Creased paper: how far its waves shift what is printed (mm). */
  creased?: number;
  /** Drops and dirt on the glass: their share of the surface. */
  dirty?: number;
  /** A printer at the end of its ink: how dark its black still is, 1 is black. */
  ink?: number;
  jpeg?: number;
};

/** Twelve kinds of trouble, each three times: usual, bad, and so that a person would call it hard. */
export const scenes: readonly Scene[] = [
  { name: 'far 1', wide: 180 },
  { name: 'far 2', wide: 140 },
  { name: 'far 3', wide: 122, grain: 3 },
  { name: 'out of focus 1', wide: 300, unsharp: 1.5 },
  { name: 'out of focus 2', wide: 300, unsharp: 2.2 },
  { name: 'out of focus 3', wide: 320, unsharp: 2.4, grain: 3 },
  { name: 'moved 1', wide: 300, moved: { by: 5, towards: 10 } },
  { name: 'moved 2', wide: 300, moved: { by: 7, towards: 60 } },
  { name: 'moved 3', wide: 340, moved: { by: 10, towards: 20 }, grain: 4 },
  { name: 'from the side 1', wide: 280, fromSide: 30, fromAbove: 10 },
  { name: 'from the side 2', wide: 300, fromSide: 45, fromAbove: 15 },
  { name: 'from the side 3', wide: 340, fromSide: 58, fromAbove: 20, unsharp: 0.8 },
  { name: 'turned and from above 1', wide: 260, turned: 20, fromAbove: 30 },
  { name: 'turned and from above 2', wide: 280, turned: 100, fromAbove: 40 },
  { name: 'turned and from above 3', wide: 300, turned: 215, fromAbove: 52, fromSide: 12 },
  { name: 'glare 1', wide: 260, glare: { size: 0.18, x: 0.1, y: 0.05, strength: 200 } },
  { name: 'glare 2', wide: 280, glare: { size: 0.24, x: -0.15, y: 0.2, strength: 260 } },
  { name: 'glare 3', wide: 280, glare: { size: 0.27, x: 0.2, y: -0.1, strength: 320 }, fromSide: 15 },
  { name: 'behind mirroring glass 1', wide: 260, mirrored: 0.35 },
  { name: 'behind mirroring glass 2', wide: 260, mirrored: 0.5, unsharp: 0.8 },
  { name: 'behind mirroring glass 3', wide: 280, mirrored: 0.65, fromAbove: 25 },
  { name: 'uneven light 1', wide: 240, uneven: 0.45 },
  { name: 'uneven light 2', wide: 240, uneven: 0.25, fromSide: 20 },
  { name: 'uneven light 3', wide: 240, uneven: 0.12, grain: 5 },
  { name: 'night 1', wide: 260, light: 0.35, grain: 8 },
  { name: 'night 2', wide: 260, light: 0.22, grain: 7 },
  { name: 'night 3', wide: 280, light: 0.15, grain: 7, unsharp: 0.8 },
  { name: 'creased 1', wide: 280, creased: 0.35 },
  { name: 'creased 2', wide: 280, creased: 0.45, fromSide: 15 },
  { name: 'creased 3', wide: 300, creased: 0.55, uneven: 0.5 },
  { name: 'dirty glass 1', wide: 280, dirty: 0.008 },
  { name: 'dirty glass 2', wide: 280, dirty: 0.015, mirrored: 0.2 },
  { name: 'dirty glass 3', wide: 300, dirty: 0.025 },
  { name: 'pale print, poor camera 1', wide: 240, ink: 0.6, jpeg: 40 },
  { name: 'pale print, poor camera 2', wide: 220, ink: 0.45, jpeg: 25, grain: 5 },
  { name: 'everything a little', wide: 250, ink: 0.7, turned: 8, fromSide: 20, unsharp: 1, mirrored: 0.3, creased: 0.4, light: 0.6, grain: 6, jpeg: 50 },
];
