import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { expect, test } from "vitest";
import { sourceArn } from "./source-arn.ts";

const executionArn = "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3";
const api = { executionArn, stageName: "$default" } as HttpApiDefinition;

// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
// https://github.com/aws/serverless-application-model/issues/1860
test.each([
  ["POST /orders/{id}/cancel", "POST", "/$default/POST/orders/{id}/cancel"],
  ["ANY /files/{proxy+}", "PUT", "/$default/PUT/files/{proxy+}"],
  ["$default", "GET", "/$default/$default"],
])("%s called with %s has the source %s", (routeKey, method, suffix) => {
  expect(sourceArn(api, routeKey, method)).toBe(`${executionArn}${suffix}`);
});
