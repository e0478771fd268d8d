import type { HttpRouteDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { expect, test } from "vitest";
import { compileRoutes } from "./match-route.ts";

const route = (routeKey: string): HttpRouteDefinition => ({
  logicalName: routeKey,
  routeKey,
  functionArn: "arn:aws:lambda:eu-west-2:000000000000:function:f",
  timeoutMs: 30_000,
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
test.each([
  ["GET", "/pets/dog/1", "GET /pets/dog/1", {}],
  ["GET", "/pets/dog/2", "GET /pets/dog/{id}", { id: "2" }],
  ["GET", "/pets/cat/1", "GET /pets/{proxy+}", { proxy: "cat/1" }],
  ["POST", "/test/5", "ANY /{proxy+}", { proxy: "test/5" }],
  ["POST", "/", "$default", {}],
])("%s %s is answered by %s", (method, path, routeKey, pathParameters) => {
  const match = compileRoutes(
    [
      "$default",
      "ANY /{proxy+}",
      "GET /pets/{proxy+}",
      "GET /pets/dog/{id}",
      "GET /pets/dog/1",
    ].map(route),
  );
  const found = match(method, path);
  expect(found?.route.routeKey).toBe(routeKey);
  expect(found?.pathParameters).toEqual(pathParameters);
});

test("a named method has precedence over ANY on the same path", () => {
  const match = compileRoutes(["ANY /orders", "GET /orders"].map(route));
  expect(match("GET", "/orders")?.route.routeKey).toBe("GET /orders");
  expect(match("DELETE", "/orders")?.route.routeKey).toBe("ANY /orders");
});

test("a path variable is one whole segment, decoded", () => {
  const match = compileRoutes(["GET /orders/{id}"].map(route));
  expect(match("GET", "/orders/a%2Fb%20c")?.pathParameters).toEqual({ id: "a/b c" });
  expect(match("GET", "/orders/100%")?.pathParameters).toEqual({ id: "100%" });
  expect(match("GET", "/orders/")).toBeUndefined();
  expect(match("GET", "/orders/1/lines")).toBeUndefined();
  expect(match("POST", "/orders/1")).toBeUndefined();
});

test("without a match and without $default there is no route", () => {
  expect(compileRoutes(["GET /orders"].map(route))("GET", "/other")).toBeUndefined();
});

test("an invalid route key is refused by name", () => {
  expect(() => compileRoutes([route("orders")])).toThrow(/"orders"/);
  expect(() => compileRoutes([route("GET /{all+}/x")])).toThrow(/greedy/);
});
