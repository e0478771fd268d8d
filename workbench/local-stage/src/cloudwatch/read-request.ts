import { metricUnits } from "@stagecraft/plan/resources/cloudwatch/metric-units";
import { type Fields, readFields, readString } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import { invalidNextToken, invalidParameterValue, missingParameter } from "./cloudwatch-error.ts";
import type { Dimensions, MetricUnit } from "./metric.ts";

/** @throws AwsError when it is missing or empty. */
export function requireString(fields: Fields, name: string): string {
  const value = readString(fields, name);
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}

/** A finite number; undefined when absent. The SDK sends special values as text, which CloudWatch does not accept. */
export function readNumber(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && /^(?:NaN|-?Infinity)$/.test(value)) {
    throw invalidParameterValue(`The value ${value} for parameter ${name} is invalid.`);
  }
  if (typeof value !== "number") throw wrongType(name, "a number");
  return value;
}

/** One of these words; undefined when absent. */
export function readOneOf<Word extends string>(
  fields: Fields,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const given = readString(fields, name);
  return given === undefined ? undefined : oneOf(words, given, name);
}

/** @throws AwsError when it is not one of these words. */
export function oneOf<Word extends string>(
  words: readonly Word[],
  given: unknown,
  name: string,
): Word {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw invalidParameterValue(`The value ${given} for parameter ${name} is invalid.`);
}

/** Empty when absent. */
export function readList(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) throw wrongType(name, "a list");
  return value;
}

/** The protocol has seconds since the epoch. */
export function readTimeMs(fields: Fields, name: string): number | undefined {
  const seconds = readNumber(fields, name);
  return seconds === undefined ? undefined : Math.round(seconds * 1_000);
}

/** Where the page begins that `NextToken` names; 0 without one. @throws AwsError for a token of another origin */
export function readPageStart(fields: Fields): number {
  const token = readString(fields, "NextToken") ?? "0";
  if (!/^\d{1,15}$/.test(token)) throw invalidNextToken();
  return Number(token);
}

export function readUnit(fields: Fields): MetricUnit | undefined {
  return readOneOf(fields, "Unit", metricUnits);
}

/** @throws AwsError for an incomplete or repeated dimension, or more than `most`. */
export function readDimensions(fields: Fields, most = Number.POSITIVE_INFINITY): Dimensions {
  const dimensions: Record<string, string> = {};
  const given = readList(fields, "Dimensions").map((each) => readFields(each, "Dimensions"));
  if (given.length > most) {
    throw invalidParameterValue(`The collection Dimensions must not have more than ${most} items.`);
  }
  for (const each of given) {
    const name = requireString(each, "Name");
    if (Object.hasOwn(dimensions, name)) {
      throw invalidParameterValue(`No two dimensions may have the same name: ${name}.`);
    }
    dimensions[name] = requireString(each, "Value");
  }
  return dimensions;
}
