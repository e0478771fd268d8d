import { getHashes, hash, randomUUID } from "node:crypto";
import jsonata from "jsonata";
import { memoryLimitExceeded } from "../definition/evaluation-limits.ts";
import { seededNumber } from "./seeded-number.ts";

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
/** Numbers that `$range` may return, as measured on AWS: https://github.com/floci-io/floci/pull/2790 */
const longestRange = 360_145;

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
    parse: (text?: string) => (text === undefined ? undefined : JSON.parse(text)),
  };
}

// AWS rounds arguments towards zero, and returns nothing for a chunk size of 0, an empty array, a range without a step or
// with one that leads away from its end, and a hash without an algorithm: https://github.com/floci-io/floci/pull/2676

function partition(items: unknown, size: unknown): unknown[][] | undefined {
  if (items === undefined || size === undefined) return undefined;
  const all: readonly unknown[] = Array.isArray(items) ? items : [items];
  const length = integer(size);
  if (length < 0) throw new Error("The chunk size must not be negative");
  if (length === 0 || all.length === 0) return undefined;
  const parts: unknown[][] = [];
  for (let start = 0; start < all.length; start += length) {
    parts.push(all.slice(start, start + length));
  }
  return parts;
}

/** A range of one number is that number, as everywhere in JSONata. */
function range(first: unknown, last: unknown, step: unknown): number[] | number | undefined {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, by] = [integer(first), integer(step)];
  const length = Math.floor((integer(last) - from) / by) + 1;
  if (by === 0 || length < 1) return undefined;
  if (length > longestRange) throw new Error(memoryLimitExceeded);
  return length === 1 ? from : Array.from({ length }, (_, n) => from + n * by);
}

function integer(value: unknown): number {
  if (typeof value !== "number") throw new Error(`${JSON.stringify(value)} is not a number`);
  return Math.trunc(value);
}

function hashText(text: unknown, algorithm: unknown): string | undefined {
  if (text === undefined || algorithm === undefined) return undefined;
  const name = algorithms[String(algorithm)];
  if (name === undefined || !getHashes().includes(name)) {
    throw new Error(`The algorithm must be one of ${Object.keys(algorithms).join(", ")}`);
  }
  if (typeof text !== "string") throw new Error(`${JSON.stringify(text)} is not a string`);
  return hash(name, text, "hex");
}
