import { AwsError } from "../common/aws-error.ts";

/** CloudWatch's errors have another code in the query protocol: `AwsError.queryCode`. */
export function invalidParameterValue(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, {
    queryCode: "InvalidParameterValue",
  });
}

export function invalidParameterCombination(message: string): AwsError {
  return new AwsError("InvalidParameterCombinationException", message, {
    queryCode: "InvalidParameterCombination",
  });
}

export function missingParameter(name: string): AwsError {
  return new AwsError("MissingRequiredParameterException", `The parameter ${name} is required.`, {
    queryCode: "MissingParameter",
  });
}

export function invalidNextToken(): AwsError {
  return new AwsError("InvalidNextToken", "The next token specified is invalid.", {
    queryCode: "InvalidNextToken",
  });
}

export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

export function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFound", message, { status: 404, queryCode: "ResourceNotFound" });
}
