import { type Fields, readInteger, readString } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import { constraintViolated, invalidArgument } from "./kinesis-error.ts";

/** @throws AwsError ValidationException when a required member is absent. */
export function requireString(fields: Fields, name: string): string {
  const value = readString(fields, name);
  if (value === undefined || value === "") throw absent(name);
  return value;
}

/** An integer of at least 1 and at most `max`; a larger one is an error or, where AWS caps it, `max`. */
export function readCount(
  fields: Fields,
  name: string,
  range: { readonly max: number; readonly more: "refused" | "capped" },
): number | undefined {
  const value = readInteger(fields, name);
  if (value === undefined) return undefined;
  if (value < 1) {
    throw constraintViolated(
      memberOf(name),
      value,
      "Member must have value greater than or equal to 1",
    );
  }
  if (value > range.max && range.more === "refused") {
    throw invalidArgument(`${name} is ${value}, and may be at most ${range.max}.`);
  }
  return Math.min(value, range.max);
}

/** The protocol's timestamps are seconds since the epoch; here they are milliseconds. */
export function readTimestampMs(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) throw wrongType(name, "a timestamp");
  return Math.round(value * 1_000);
}

/** The bytes of a base64 text. */
export function requireBlob(fields: Fields, name: string): Buffer {
  const value = readString(fields, name);
  if (value === undefined) throw absent(name);
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    throw wrongType(name, "base64");
  }
  return Buffer.from(value, "base64");
}

function absent(name: string) {
  return constraintViolated(memberOf(name), null, "Member must not be null");
}

function memberOf(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
