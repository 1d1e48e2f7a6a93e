/** Bytes of base64url without padding; undefined for anything that is not exactly that. */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}

export function toBase64url(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
}

/** The public half of a phone's key from its raw point (65 bytes); undefined for a point that is not on the curve. */
export function importKey(point: Uint8Array): Promise<CryptoKey | undefined> {
  if (point.length !== 65 || point[0] !== 4) return Promise.resolve(undefined);
  return crypto.subtle.importKey('raw', point as BufferSource, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']).catch(() => undefined);
}
