import { create } from 'qrcode';

/** A QR as one SVG path: sharp at any size, and small on the wire. `label` says where it leads. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs = Array.from({ length: size }, (_, y) => runsOf(data, size, y)).join('');
  return (
    <svg class="qr" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={runs} stroke="#000" />
    </svg>
  );
}

function runsOf(data: Uint8Array, size: number, y: number): string {
  let path = '';
  for (let x = 0; x < size; x++) {
    const from = x;
    while (x < size && data[y * size + x]) x++;
    if (x > from) path += `M${from} ${y + 0.5}h${x - from}`;
  }
  return path;
}
