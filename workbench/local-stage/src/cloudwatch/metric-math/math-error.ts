import { AwsError } from "../../common/aws-error.ts";

/** An expression that CloudWatch would refuse. */
export function mathError(expression: string, why: string): AwsError {
  return new AwsError(
    "InvalidParameterValueException",
    `Error in expression '${expression}': ${why}`,
    { queryCode: "InvalidParameterValue" },
  );
}
