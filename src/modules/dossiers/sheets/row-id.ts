/** The id of the dossier that a row becomes: always the same for the same row of the same lot, and beside its neighbours in the index. */
export async function rowId(lotId: string, row: number): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${lotId} row ${row}`)));
  const hex = Array.from(hash.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // The time of the lot stays in front; 8 is the version of ids that say themselves how they are made.
  return `${lotId.slice(0, 13)}-8${hex.slice(0, 3)}-a${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}
