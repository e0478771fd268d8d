import { invalidParameter, missingParameter, wrongType } from "./sqs-error.ts";

/** A request's body, or one entry of it, before its fields are checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws AwsError SerializationException when the body is no JSON object. */
export function readFields(input: unknown, name = "The request"): Fields {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw wrongType(name, "a JSON object");
  }
  return input as Fields;
}

export function readString(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrongType(name, "a string");
  return value;
}

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

/** An integer between `min` and `max`; outside of them, SQS's refusal with `reason`. */
export function readInteger(
  fields: Fields,
  name: string,
  range: { readonly min: number; readonly max: number; readonly reason: string },
): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(name, "an integer");
  if (value < range.min || value > range.max) {
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: ${range.reason}`,
    );
  }
  return value;
}
