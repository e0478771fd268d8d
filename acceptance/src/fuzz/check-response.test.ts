import { openApiDocument } from "@stagecraft/contracts/openapi";
import { expect, test } from "vitest";
import { createResponseCheck } from "./check-response.ts";
import { type OpenApi, operationsOf } from "./open-api.ts";
import type { FuzzResponse } from "./send-request.ts";

const document = openApiDocument() as OpenApi;
const check = createResponseCheck(document);
const operation = operationsOf(document).find(({ operationId }) => operationId === "placeOrder");
const order = {
  id: "ord_01JDZ8Q7M0000000000000000A",
  status: "placed",
  version: 1,
  customerId: "cus_1",
  reference: null,
  orderedOn: "2010-12-01",
  country: "France",
  currency: "GBP",
  total: "2.55",
  lines: [],
  createdAt: "2010-12-01T08:26:00.000Z",
};
const created = {
  status: 201,
  headers: { "content-type": "application/json", location: `/orders/${order.id}` },
  body: JSON.stringify(order),
};
const problem = (slug: string, status: number) => ({
  status,
  headers: { "content-type": "application/problem+json" },
  body: JSON.stringify({
    type: `https://stagecraft.dev/problems/${slug}`,
    title: "t",
    status,
    detail: "d",
  }),
});

function problemsIn(response: FuzzResponse): readonly string[] {
  if (!operation) throw new Error("The document has no operation placeOrder");
  return check(operation, response);
}

test.each<[string, FuzzResponse]>([
  ["a documented response", created],
  [
    "a response to a repeated key",
    { ...created, headers: { ...created.headers, "idempotency-replayed": "true" } },
  ],
  ["a documented problem", problem("invalid-request", 422)],
  [
    "a response of API Gateway itself",
    {
      status: 401,
      headers: { "content-type": "application/json", "www-authenticate": "Bearer" },
      body: '{"message":"Unauthorized"}',
    },
  ],
])("%s has no problem", (_, response) => {
  expect(problemsIn(response)).toEqual([]);
});

test.each<[string, FuzzResponse, string]>([
  ["a status 500, documented or not", problem("internal", 500), "the status 500"],
  ["another status", { ...created, status: 204 }, "the undocumented status 204"],
  [
    "another content type",
    { ...created, headers: { ...created.headers, "content-type": "text/html" } },
    "the undocumented content type text/html for 201",
  ],
  ["an invalid JSON body", { ...created, body: "{" }, "a body that is not JSON"],
  [
    "a wrong field",
    { ...created, body: JSON.stringify({ ...order, status: "lost" }) },
    "a body that does not match the schema: body/status must be equal to one of the allowed values",
  ],
  [
    "a wrong format",
    { ...created, body: JSON.stringify({ ...order, createdAt: "yesterday" }) },
    "a body that does not match the schema: body/createdAt must match",
  ],
  [
    "a problem of another operation",
    problem("invalid-cursor", 400),
    "a body that does not match the schema: body/type must be equal to one of the allowed values",
  ],
  [
    "a missing header",
    { ...created, headers: { "content-type": "application/json" } },
    "no header Location",
  ],
  [
    "a wrong header value",
    { ...created, headers: { ...created.headers, "idempotency-replayed": "yes" } },
    "the header Idempotency-Replayed: value must be equal to constant",
  ],
  [
    "an undocumented header",
    { ...created, headers: { ...created.headers, "x-powered-by": "us" } },
    "the undocumented header x-powered-by for 201",
  ],
])("%s is a problem", (_, response, problemText) => {
  expect(problemsIn(response)[0]).toContain(problemText);
});
