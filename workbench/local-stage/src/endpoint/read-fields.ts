import { wrongType } from "./wrong-type.ts";

/** A request's body, or one entry of it, before its fields are checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws AwsError SerializationException when it is no JSON object. */
export function readFields(input: unknown, name = "The request"): Fields {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw wrongType(name, "a JSON object");
  }
  return input as Fields;
}

/** A string; undefined when absent. @throws AwsError SerializationException for anything else. */
export function readString(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrongType(name, "a string");
  return value;
}

/** An integer; undefined when absent. @throws AwsError SerializationException for anything else. */
export function readInteger(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(name, "an integer");
  return value;
}
