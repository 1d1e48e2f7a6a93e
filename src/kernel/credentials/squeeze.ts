/** Gzip, which servers and browsers both have: unit names and empty bits shrink to a tenth. */
export function squeeze(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new CompressionStream('gzip'));
}

/** Undefined for what is not gzip. */
export function unsqueeze(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  return through(bytes, new DecompressionStream('gzip')).catch(() => undefined);
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes as BlobPart]).stream().pipeThrough(stream)).arrayBuffer());
}
