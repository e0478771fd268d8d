import { AwsError } from "../common/aws-error.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html */
export function schedulerValidationError(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** A member that breaks a constraint of the API's model; `value` is undefined when it is missing. */
export function brokenConstraint(value: unknown, member: string, constraint: string): AwsError {
  const shown = value === undefined ? "null" : `'${String(value)}'`;
  return schedulerValidationError(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** `what` is a schedule or a group: `Schedule hourly`. */
export function schedulerNotFound(what: string): AwsError {
  return new AwsError("ResourceNotFoundException", `${what} does not exist.`, { status: 404 });
}
