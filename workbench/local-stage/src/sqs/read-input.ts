import { type Fields, readInteger, readString } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import { invalidParameter, missingParameter } from "./sqs-error.ts";

export function requireString(fields: Fields, name: string): string {
  const value = readString(fields, name);
  if (value === undefined || value === "") throw missingParameter(name);
  return value;
}

export function readStrings(fields: Fields, name: string): readonly string[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) {
    throw wrongType(name, "a list of strings");
  }
  return value;
}

/** An integer between `min` and `max`; otherwise SQS's error with `reason`. */
export function readBoundedInteger(
  fields: Fields,
  name: string,
  range: { readonly min: number; readonly max: number; readonly reason: string },
): number | undefined {
  const value = readInteger(fields, name);
  if (value === undefined) return undefined;
  if (value < range.min || value > range.max) {
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: ${range.reason}`,
    );
  }
  return value;
}
