import { create } from 'qrcode';

/** A QR as rows of 1 (dark) and 0, for printing; level M, which survives a third of the damage a windscreen sees. */
export function qrRows(text: string): number[][] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => (data[y * size + x] ? 1 : 0)));
}
