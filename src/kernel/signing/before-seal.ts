/**
 * The file as it was before its last signature: every signature is an update behind the bytes before it (`sign-pdf.ts`), and names in
 * its trailer where the table of what went before begins. Undefined for a file that nobody has signed.
 */
export function beforeLastUpdate(pdf: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-200))?.[1]);
  const before = Number(/\/Prev\s+(\d+)/.exec(text.slice(table))?.[1]);
  if (!(before < table)) return undefined;
  const end = /%%EOF(\r\n|\n|\r)?/g;
  end.lastIndex = before;
  return end.exec(text) && end.lastIndex < pdf.length ? pdf.slice(0, end.lastIndex) : undefined;
}
