import { expect, test } from "vitest";
import { routeMatcher } from "./match-route.ts";

const match = routeMatcher([
  { method: "GET", path: "/orders/{id}" },
  { method: "GET", path: "/orders/latest" },
  { method: "POST", path: "/orders/{id}/cancel" },
  { method: "GET", path: "/health" },
]);

test.each([
  ["GET", "/health", "/health"],
  ["GET", "/orders/ord_1", "/orders/{id}"],
  ["GET", "/orders/latest", "/orders/latest"],
  ["GET", "/orders/a%2Fb", "/orders/{id}"],
  ["POST", "/orders/ord_1/cancel", "/orders/{id}/cancel"],
  ["POST", "/health", undefined],
  ["GET", "/orders/", undefined],
  ["GET", "/orders/ord_1/", undefined],
  ["GET", "/Health", undefined],
])("%s %s has the route %s", (method, path, expected) => {
  expect(match(method, path)?.path).toBe(expected);
});
