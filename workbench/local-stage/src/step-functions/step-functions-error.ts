import { AwsError } from "../common/aws-error.ts";

/** Errors of Step Functions, whose messages repeat the error's name: https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html */
const wordings = {
  ExecutionAlreadyExists: "Execution Already Exists",
  ExecutionDoesNotExist: "Execution Does Not Exist",
  ExecutionNotRedrivable: "Execution Not Redrivable",
  InvalidArn: "Invalid Arn",
  InvalidExecutionInput: "Invalid State Machine Execution Input",
  InvalidName: "Invalid Name",
  InvalidOutput: "Invalid Output",
  InvalidToken: "Invalid Token",
  StateMachineDoesNotExist: "State Machine Does Not Exist",
  TaskTimedOut: "Task Timed Out",
} as const;

export function stepFunctionsError(code: keyof typeof wordings, about: string): AwsError {
  return new AwsError(code, `${wordings[code]}: '${about}'`);
}

export function validationError(name: string, value: unknown, constraint: string): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value ${value === undefined ? "null" : `'${String(value)}'`} at '${name}' failed to satisfy constraint: ${constraint}`,
  );
}
