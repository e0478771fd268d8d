import { quotas } from "@stagecraft/plan/quotas";
import { AwsError } from "../common/aws-error.ts";
import { type Fields, readInteger, readString } from "../endpoint/read-fields.ts";
import { stepFunctionsError, validationError } from "./step-functions-error.ts";

/** A string of at most `maxBytes`; undefined when absent. */
export function readText(
  fields: Fields,
  name: string,
  maxBytes = quotas.stepFunctions.dataBytes.value,
): string | undefined {
  const value = readString(fields, name);
  if (value === undefined) return undefined;
  if (value.length > maxBytes || Buffer.byteLength(value) > maxBytes) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${maxBytes}`,
    );
  }
  return value;
}

export function requireText(fields: Fields, name: string, maxBytes?: number): string {
  const value = readText(fields, name, maxBytes);
  if (value === undefined) throw validationError(name, undefined, "Member must not be null");
  if (value === "") {
    throw validationError(name, value, "Member must have length greater than or equal to 1");
  }
  return value;
}

/** The ARN of a state machine or an execution. @throws AwsError InvalidArn for anything else. */
export function requireArn(
  fields: Fields,
  name: string,
  kind: "stateMachine" | "execution",
): string {
  const arn = requireText(fields, name, 256);
  if (!arn.startsWith("arn:")) throw stepFunctionsError("InvalidArn", `Invalid ARN prefix: ${arn}`);
  const [, , service, , , type] = arn.split(":");
  if (service !== "states" || type !== kind) {
    throw stepFunctionsError("InvalidArn", `Resource type not valid in this context: ${arn}`);
  }
  return arn;
}

/** The page size: 100 by default, at most 1,000. */
export function readPageSize(fields: Fields): number {
  const value = readInteger(fields, "maxResults") ?? 0;
  if (value < 0 || value > 1_000) {
    const constraint = value < 0 ? "greater than or equal to 0" : "less than or equal to 1000";
    throw validationError("maxResults", value, `Member must have value ${constraint}`);
  }
  return value === 0 ? 100 : value;
}
