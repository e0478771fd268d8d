import { AwsError } from "./aws-error.ts";

/** The answer to a call, or a part of one, that is valid on AWS: `CloudWatch.ListMetrics of other accounts`. */
export function notImplemented(what: string): AwsError {
  return new AwsError("NotImplemented", `not implemented here: ${what}`, { status: 501 });
}
