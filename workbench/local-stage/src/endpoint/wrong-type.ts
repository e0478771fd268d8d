import { AwsError } from "../shared/aws-error.ts";

/** What AWS's JSON protocol answers to a value of the wrong type, before the service looks at it. */
export function wrongType(name: string, expected: string): AwsError {
  return new AwsError("SerializationException", `${name} must be ${expected}.`);
}
