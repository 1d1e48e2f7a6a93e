import { create } from 'qrcode';

/** A QR as rows of 1 (dark) and 0, for printing; level M, which survives a third of the damage a windscreen sees. */
export function qrRows(text: string): number[][] {
  const { size, data } = create(parts(text), { errorCorrectionLevel: 'M' }).modules;
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => (data[y * size + x] ? 1 : 0)));
}

/** A credential is capitals and digits but for one «#»; said outright, the library need not search for the shortest way to write it. */
function parts(text: string): Parameters<typeof create>[0] {
  const [, before, after] = /^([0-9A-Z $%*+\-./:]+)#([0-9A-Z $%*+\-./:]+)$/.exec(text) ?? [];
  if (!before || !after) return text;
  return [
    { data: before, mode: 'alphanumeric' },
    { data: new TextEncoder().encode('#'), mode: 'byte' },
    { data: after, mode: 'alphanumeric' },
  ];
}
