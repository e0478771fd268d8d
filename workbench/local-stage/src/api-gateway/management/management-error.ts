import { AwsError } from "../../common/aws-error.ts";

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export function resourceNotFound(message: string): AwsError {
  return new AwsError("NotFoundException", message, { status: 404 });
}

export function badRequest(message: string): AwsError {
  return new AwsError("BadRequestException", message);
}
