import { qualifiedArn } from "@stagecraft/plan/resources/lambda/function-arn";
import { AwsError } from "../../common/aws-error.ts";

/** There is no such version or alias to invoke, or no such version for an alias. */
export function functionNotFound(functionArn: string, qualifier?: string): AwsError {
  const arn = qualifiedArn({ functionArn, qualifier });
  return new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, { status: 404 });
}

/** Lambda words it differently for a change of the alias. */
export function aliasNotFound(aliasArn: string, call: "read" | "change"): AwsError {
  const message = `${call === "read" ? "Cannot find alias arn" : "Alias not found"}: ${aliasArn}`;
  return new AwsError("ResourceNotFoundException", message, { status: 404 });
}

/** Somebody else has changed it since the caller read it. */
export function otherRevision(): AwsError {
  return new AwsError(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    { status: 412 },
  );
}

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message);
