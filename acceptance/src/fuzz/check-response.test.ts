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

function wrongWith(answer: FuzzResponse): readonly string[] {
  if (!operation) throw new Error("There is no such operation");
  return check(operation, answer);
}

test.each<[string, FuzzResponse]>([
  ["a described answer", created],
  [
    "one to a repeated key",
    { ...created, headers: { ...created.headers, "idempotency-replayed": "true" } },
  ],
  ["a described problem", problem("invalid-request", 422)],
  [
    "an answer of API Gateway itself",
    {
      status: 401,
      headers: { "content-type": "application/json", "www-authenticate": "Bearer" },
      body: '{"message":"Unauthorized"}',
    },
  ],
])("nothing is wrong with %s", (_, answer) => {
  expect(wrongWith(answer)).toEqual([]);
});

test.each<[string, FuzzResponse, string]>([
  ["a failure, described or not", problem("internal", 500), "the status 500"],
  ["a status", { ...created, status: 204 }, "the status 204, which is not described"],
  [
    "a content type",
    { ...created, headers: { ...created.headers, "content-type": "text/html" } },
    "the content type text/html, which is not described for 201",
  ],
  ["a body that is no JSON", { ...created, body: "{" }, "a body that is no JSON"],
  [
    "a field",
    { ...created, body: JSON.stringify({ ...order, status: "lost" }) },
    "a body that does not match: it/status must be equal to one of the allowed values",
  ],
  [
    "a format",
    { ...created, body: JSON.stringify({ ...order, createdAt: "yesterday" }) },
    "a body that does not match: it/createdAt must match",
  ],
  [
    "a problem of another operation",
    problem("invalid-cursor", 400),
    "a body that does not match: it/type must be equal to one of the allowed values",
  ],
  [
    "a header that is missing",
    { ...created, headers: { "content-type": "application/json" } },
    "no header Location",
  ],
  [
    "a header's value",
    { ...created, headers: { ...created.headers, "idempotency-replayed": "yes" } },
    "the header Idempotency-Replayed: it must be equal to constant",
  ],
  [
    "a header that nobody described",
    { ...created, headers: { ...created.headers, "x-powered-by": "us" } },
    "the header x-powered-by, which is not described for 201",
  ],
])("%s is told to be wrong", (_, answer, wrong) => {
  expect(wrongWith(answer)[0]).toContain(wrong);
});
