/** The types of ASN.1's DER encoding that a certificate needs (ITU-T X.690). */

export const sequence = (...items: readonly Buffer[]) => element(0x30, Buffer.concat(items));
export const set = (...items: readonly Buffer[]) => element(0x31, Buffer.concat(items));
export const octetString = (bytes: Buffer) => element(0x04, bytes);
export const utf8String = (text: string) => element(0x0c, Buffer.from(text));
export const trueValue = element(0x01, Buffer.of(0xff));

/** `[number]` around whole elements. */
export const explicit = (number: number, item: Buffer) => element(0xa0 | number, item);

/** `[number]` in place of the tag of a string of bytes. */
export const implicit = (number: number, bytes: Buffer) => element(0x80 | number, bytes);

/** An integer of zero or more, from its bytes. */
export function unsignedInteger(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first === -1 ? Buffer.of(0) : bytes.subarray(first);
  const looksNegative = ((shortest[0] ?? 0) & 0x80) !== 0;
  return element(0x02, looksNegative ? Buffer.concat([Buffer.of(0), shortest]) : shortest);
}

export function bitString(bytes: Buffer, unusedBits = 0): Buffer {
  return element(0x03, Buffer.concat([Buffer.of(unusedBits), bytes]));
}

/** An object identifier from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** A time to the second: UTCTime up to 2049 and GeneralizedTime from then on, as RFC 5280 4.1.2.5 wants. */
export function time(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return digits < "2050"
    ? element(0x17, Buffer.from(digits.slice(2)))
    : element(0x18, Buffer.from(digits));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag, ...lengthOf(content.length)), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}
