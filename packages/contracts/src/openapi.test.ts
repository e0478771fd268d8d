import { expect, test } from "vitest";
import { httpOperations, webhookOperations } from "./http-operations.ts";
import { openApiDocument } from "./openapi.ts";

type Described = {
  operationId: string;
  security: unknown[];
  responses: object;
  parameters: { in: string; name: string; required: boolean }[];
};

const document = openApiDocument() as {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, unknown> };
};

test("every operation is at its path and method", () => {
  expect(document.openapi).toBe("3.1.0");
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
  );
  const declared = [...httpOperations, ...webhookOperations].map(
    ({ path, method, operationId }) => ({
      path,
      method: method.toLowerCase(),
      operationId,
    }),
  );
  expect(described.toSorted(byId)).toEqual(declared.toSorted(byId));
});

test("every parameter of a path is described", () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      expect(parameters.filter((p) => p.in === "path").map((p) => p.name)).toEqual(inPath);
    }
  }
});

test("every reference has a component", () => {
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
  expect(names.length).toBeGreaterThan(0);
  for (const [, name = ""] of names) expect(document.components.schemas).toHaveProperty(name);
});

test("only an operation with a scope needs a token", () => {
  expect(document.paths["/orders"]?.post?.security).toEqual([{ token: ["orders:write"] }]);
  expect(document.paths["/health"]?.get?.security).toEqual([]);
});

test("a query parameter with a default is optional", () => {
  const parameters = document.paths["/orders"]?.get?.parameters ?? [];
  expect(parameters.map(({ name, required }) => [name, required])).toEqual([
    ["status", false],
    ["cursor", false],
    ["limit", false],
  ]);
});

type Refused = {
  content: Record<string, { schema: { properties: { type: { enum: string[] } } } }>;
};

test("problems are described as problem+json by status, with all types", () => {
  const responses = document.paths["/orders"]?.post?.responses as Record<string, Refused>;
  expect(responses[422]?.content["application/problem+json"]?.schema.properties.type.enum).toEqual([
    "https://stagecraft.dev/problems/idempotency-key-reused",
    "https://stagecraft.dev/problems/invalid-request",
  ]);
});

test("API Gateway's own responses are described as well", () => {
  const described = (responses: object) =>
    Object.entries(responses as Record<string, Refused>).map(([status, { content }]) => [
      status,
      ...Object.keys(content).map((type) => type.replace("application/", "")),
    ]);
  expect(described(document.paths["/orders/{id}"]?.get?.responses ?? {})).toEqual([
    ["200", "json"],
    ["401", "problem+json", "json"],
    ["403", "problem+json", "json"],
    ["404", "problem+json"],
    ["413", "json"],
    ["429", "json"],
    ["431", "json"],
    ["500", "problem+json", "json"],
    ["503", "problem+json", "json"],
  ]);
});

function byId(a: { operationId: string }, b: { operationId: string }): number {
  return a.operationId < b.operationId ? -1 : 1;
}
