import { getHashes, hash, randomUUID } from "node:crypto";
import jsonata from "jsonata";

/** The clock and the seed of expressions. */
export type JsonataContext = {
  nowMs(): number;
  /** 0 <= x < 1. */
  random(): number;
};

type Functions = { readonly [name: string]: unknown };

const fromMillis = jsonata("$fromMillis($ms, $picture, $timezone)");
const algorithms: { readonly [name: string]: string } = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};
const longestRange = 1_000;

/**
 * The functions that Step Functions adds to JSONata, the time on the stage's clock, and `$eval`, which it does not have.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export function jsonataFunctions({ nowMs, random }: JsonataContext): Functions {
  return {
    eval: undefined,
    millis: () => nowMs(),
    now: (picture?: string, timezone?: string) =>
      picture === undefined
        ? new Date(nowMs()).toISOString()
        : fromMillis.evaluate(undefined, { ms: nowMs(), picture, timezone }),
    partition,
    range,
    hash: hashText,
    random: (seed?: number) => (seed === undefined ? random() : seededNumber(seed)),
    uuid: () => randomUUID(),
    parse: (text: string) => JSON.parse(text),
  };
}

function partition(items: readonly unknown[], size: number): unknown[][] {
  if (!(Number.isInteger(size) && size > 0)) throw new Error("The size must be a positive integer");
  const parts: unknown[][] = [];
  for (let start = 0; start < items.length; start += size)
    parts.push(items.slice(start, start + size));
  return parts;
}

function range(first: number, last: number, step = 1): number[] {
  if (step === 0) throw new Error("The step must not be 0");
  const numbers: number[] = [];
  for (let n = first; step > 0 ? n <= last : n >= last; n += step) {
    if (numbers.push(n) > longestRange) throw new Error(`More than ${longestRange} numbers`);
  }
  return numbers;
}

function hashText(text: string, algorithm: string): string {
  const name = algorithms[algorithm];
  if (name === undefined || !getHashes().includes(name)) {
    throw new Error(`The algorithm must be one of ${Object.keys(algorithms).join(", ")}`);
  }
  return hash(name, text, "hex");
}

function seededNumber(seed: number): number {
  return Number.parseInt(hash("sha256", String(seed), "hex").slice(0, 8), 16) / 2 ** 32;
}
