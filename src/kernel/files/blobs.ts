/** Bytes under the hash of their content. `put` answers only when they would survive a power cut. */
export type Blobs = {
  put(hash: string, bytes: Uint8Array): Promise<void>;
  open(hash: string): Promise<ReadableStream<Uint8Array> | undefined>;
  has(hash: string): Promise<boolean>;
};

/** There is no room for more: the person is told to try later, an administrator must act. */
export class NoRoom extends Error {}

/** ab/cd/abcd…: no folder grows too large for old tools. */
export function pathOf(hash: string): string {
  if (!/^[\da-f]{64}$/.test(hash)) throw new Error(`not a hash: ${hash}`);
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`;
}
