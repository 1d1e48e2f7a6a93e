import { verifyPdf } from './verify-pdf.ts';

/** Runs as a process of its own, started by verify-apart.ts: judges one file and ends. */
process.once('message', async ({ bytes, authorities }: { bytes: Uint8Array; authorities: Uint8Array[] }) => {
  const verdict = await verifyPdf(bytes, authorities);
  process.send?.(verdict, () => process.exit(0));
});
