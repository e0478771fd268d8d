import { AwsError } from "../aws-error.ts";
import { stepFunctionsError, validationError } from "./step-functions-error.ts";

/** A request's body before its fields are checked. */
export type Fields = { readonly [name: string]: unknown };

/** @throws AwsError SerializationException when the body is no JSON object. */
export function readFields(input: unknown): Fields {
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Fields;
  throw new AwsError("SerializationException", "The request must be a JSON object.");
}

/** A text of at most `maxBytes`; undefined when absent. */
export function readString(fields: Fields, name: string, maxBytes = 262_144): string | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "string") {
    throw new AwsError("SerializationException", `${name} must be a string.`);
  }
  if (value.length > maxBytes || Buffer.byteLength(value) > maxBytes) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${maxBytes}`,
    );
  }
  return value;
}

export function requireString(fields: Fields, name: string, maxBytes?: number): string {
  const value = readString(fields, name, maxBytes);
  if (value === undefined) throw validationError(name, undefined, "Member must not be null");
  if (value === "") {
    throw validationError(name, value, "Member must have length greater than or equal to 1");
  }
  return value;
}

/** The ARN of a state machine or an execution. @throws AwsError InvalidArn for anything that is none. */
export function requireArn(
  fields: Fields,
  name: string,
  kind: "stateMachine" | "execution",
): string {
  const arn = requireString(fields, name, 256);
  if (!arn.startsWith("arn:")) throw stepFunctionsError("InvalidArn", `Invalid ARN prefix: ${arn}`);
  const [, , service, , , type] = arn.split(":");
  if (service !== "states" || type !== kind) {
    throw stepFunctionsError("InvalidArn", `Resource type not valid in this context: ${arn}`);
  }
  return arn;
}

/** How many results a page has: 100 unless told, 1,000 at most. */
export function readPageSize(fields: Fields): number {
  const value = fields.maxResults ?? 0;
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new AwsError("SerializationException", "maxResults must be an integer.");
  }
  if (value < 0 || value > 1_000) {
    const constraint = value < 0 ? "greater than or equal to 0" : "less than or equal to 1000";
    throw validationError("maxResults", value, `Member must have value ${constraint}`);
  }
  return value === 0 ? 100 : value;
}
