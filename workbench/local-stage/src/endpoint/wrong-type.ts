import { AwsError } from "../common/aws-error.ts";

/** The JSON protocol's error for a value of the wrong type. */
export function wrongType(name: string, expected: string): AwsError {
  return new AwsError("SerializationException", `${name} must be ${expected}.`);
}
