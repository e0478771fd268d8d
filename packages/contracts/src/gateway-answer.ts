import * as z from "zod";

/** The body of a response of API Gateway itself. It is not a problem document. */
export const GatewayAnswer = z.object({ message: z.string() });
export type GatewayAnswer = z.infer<typeof GatewayAnswer>;

/**
 * API Gateway's own responses on any operation, by status. An HTTP API cannot change them:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 */
export const gatewayAnswers = {
  413: "The request is too large for the API",
  429: "Too many requests",
  431: "The headers are too large for the API",
  500: "The function failed",
  503: "The function is busy, or took too long",
} as const;

/** Its own responses on an operation with a scope: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
export const tokenAnswers = {
  401: "The token is missing or not valid",
  403: "The token lacks the scope",
} as const;
