import { AwsError } from "./aws-error.ts";

/**
 * Lambda has throttled an invocation. `reason` is the `Reason` of the error, such as `ConcurrentInvocationLimitExceeded`.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export class TooManyRequests extends AwsError {
  readonly reason: string;

  constructor(reason: string) {
    super("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
    this.reason = reason;
  }
}
