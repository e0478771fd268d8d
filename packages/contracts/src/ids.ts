import * as z from "zod";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const timeDigits = 10;
const randomDigits = 16;

const pattern = (prefix: string) => new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`);

/** `ord_` and 26 characters; sorts by the time it was made. */
export const OrderId = z.string().regex(pattern("ord")).brand<"OrderId">();
export type OrderId = z.infer<typeof OrderId>;

/** `ret_` and 26 characters; sorts by the time it was made. */
export const ReturnId = z.string().regex(pattern("ret")).brand<"ReturnId">();
export type ReturnId = z.infer<typeof ReturnId>;

/** `evt_` and 26 characters; sorts by the time it was made. */
export const EventId = z.string().regex(pattern("evt")).brand<"EventId">();
export type EventId = z.infer<typeof EventId>;

type Ids = { ord: OrderId; ret: ReturnId; evt: EventId };

let last = { ms: -1, digits: [] as number[] };

/**
 * Makes an id: the prefix, 48 bits of time and 79 random bits in Crockford's base 32. Ids minted
 * by one process in the same millisecond count upwards, so they sort in the order of minting.
 *
 * @param nowMs milliseconds since 1970, at most 2^48 - 1
 * @param randomBytes gives that many random bytes, as `randomBytes` of `node:crypto` does
 */
export function mint<Prefix extends keyof Ids>(
  prefix: Prefix,
  nowMs: number,
  randomBytes: (size: number) => Uint8Array,
): Ids[Prefix] {
  const digits = nowMs === last.ms ? successor(last.digits) : randomStart(randomBytes);
  last = { ms: nowMs, digits };
  const random = digits.map((digit) => alphabet[digit]).join("");
  return `${prefix}_${encodeTime(nowMs)}${random}` as Ids[Prefix];
}

function encodeTime(ms: number): string {
  let rest = ms;
  let text = "";
  for (let digit = 0; digit < timeDigits; digit++) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** When an id was made, in milliseconds since 1970. */
export function madeAtMs(id: Ids[keyof Ids]): number {
  const from = id.indexOf("_") + 1;
  const digits = [...id.slice(from, from + timeDigits)];
  return digits.reduce((ms, digit) => ms * 32 + alphabet.indexOf(digit), 0);
}

/** The first digit starts in its lower half, so that counting upwards cannot overflow. */
function randomStart(randomBytes: (size: number) => Uint8Array): number[] {
  return Array.from(randomBytes(randomDigits), (byte, index) => byte % (index === 0 ? 16 : 32));
}

function successor(digits: readonly number[]): number[] {
  const next = [...digits];
  let index = next.length - 1;
  while (next[index] === 31) next[index--] = 0;
  next[index] = (next[index] ?? 0) + 1;
  return next;
}
