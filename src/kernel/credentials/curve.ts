/** P-256 in short: a point on the curve is written as its x and one bit for which of the two y it has, half of what both would take. */
const prime = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** 33 bytes: 2 or 3 for an even or odd y, then x. */
export function shortPoint(x: Uint8Array, y: Uint8Array): Uint8Array {
  return Uint8Array.of(2 + ((y[31] ?? 0) & 1), ...x);
}

/** The y that belongs to x. For an x that is not on the curve it is some number, and whoever imports the key refuses the point. */
export function yOf(x: Uint8Array, odd: boolean): Uint8Array {
  const wide = toNumber(x);
  const root = power((wide ** 3n - 3n * wide + b) % prime, (prime + 1n) / 4n);
  return toBytes((root & 1n) === (odd ? 1n : 0n) ? root : prime - root);
}

function power(of: bigint, exponent: bigint): bigint {
  let result = 1n;
  let base = ((of % prime) + prime) % prime;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

function toNumber(bytes: Uint8Array): bigint {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number;
}

function toBytes(number: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((number >> BigInt(8 * (31 - i))) & 255n));
}
