import * as z from "zod";

/** What API Gateway answers by itself, before a function or in place of one. It is no problem document. */
export const GatewayAnswer = z.object({ message: z.string() });
export type GatewayAnswer = z.infer<typeof GatewayAnswer>;

/**
 * When it does so on any operation, by status. An HTTP API has no way to change these answers:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 */
export const gatewayAnswers = {
  413: "The request is longer than the API takes",
  429: "Too many requests",
  431: "The headers are longer than the API takes",
  500: "The function failed",
  503: "The function is busy, or took too long",
} as const;

/** And on an operation with a scope: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
export const tokenAnswers = {
  401: "The token is missing, or not valid here and now",
  403: "The token lacks the scope",
} as const;
