import { type CrcKind, crcKinds } from "./crc.ts";

/** The CRC and the length of a part. */
export type CrcPart = { readonly digest: Buffer; readonly sizeBytes: number };

/**
 * The CRC of the concatenated parts, without reading them again: appending n bytes multiplies the earlier CRC by x^8n
 * modulo the polynomial.
 */
export function combineCrc(name: keyof typeof crcKinds, parts: readonly CrcPart[]): Buffer {
  const kind = crcKinds[name];
  const combined = parts.reduce(
    (before, { digest, sizeBytes }) =>
      multiply(kind, power(kind, BigInt(sizeBytes) * 8n), before) ^
      BigInt(`0x${digest.toString("hex")}`),
    0n,
  );
  return Buffer.from(combined.toString(16).padStart(kind.bits / 4, "0"), "hex");
}

/** The highest bit stands for x^0. */
function power(kind: CrcKind, exponent: bigint): bigint {
  let result = 1n << BigInt(kind.bits - 1);
  let square = 1n << BigInt(kind.bits - 2);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(kind, result, square);
    square = multiply(kind, square, square);
  }
  return result;
}

function multiply({ bits, polynomial }: CrcKind, a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << BigInt(bits - 1); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}
