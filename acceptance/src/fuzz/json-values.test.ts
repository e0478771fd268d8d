import { openApiDocument } from "@stagecraft/contracts/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { spoilt } from "./edge-cases.ts";
import { jsonValues } from "./json-values.ts";
import { type OpenApi, operationsOf } from "./open-api.ts";

const document = openApiDocument() as OpenApi;
const { components } = document;
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const asked = operationsOf(document).flatMap(({ operationId, parameters, requestBody }) => [
  ...parameters.map(({ name, schema }) => ({ name: `${name} of ${operationId}`, schema })),
  ...Object.values(requestBody?.content ?? {}).map(({ schema }) => ({
    name: `the body of ${operationId}`,
    schema,
  })),
]);

test.each(asked)("values for $name match its schema", ({ schema }) => {
  const matches = ajv.compile({ ...schema, components });
  const values = jsonValues(schema, { components: components.schemas, known: {} });
  for (const value of fc.sample(values, { seed: 1, numRuns: 50 })) {
    expect([value, matches(value)]).toEqual([value, true]);
  }
});

test("known values take the place of most others", () => {
  const schema = { type: "object", properties: { code: { type: "string" } }, required: ["code"] };
  const values = jsonValues(schema, { components: {}, known: { code: ["KNOWN"] } });
  const known = fc
    .sample(values, { seed: 1, numRuns: 100 })
    .filter((value) => (value as { code: string }).code === "KNOWN");
  expect(known.length).toBeGreaterThan(70);
  expect(known.length).toBeLessThan(100);
});

test("a schema that says more than is understood is refused", () => {
  const schema = { type: "string", not: { const: "x" } } as object;
  expect(() => jsonValues(schema, { components: {}, known: {} })).toThrow("teach json-values.ts");
});

test("most of what is spoilt matches no more", () => {
  const schema = components.schemas.PlaceOrder ?? {};
  const matches = ajv.compile({ ...schema, components });
  const values = jsonValues(schema, { components: components.schemas, known: {} }).chain(spoilt);
  const wrong = fc.sample(values, { seed: 1, numRuns: 200 }).filter((value) => !matches(value));
  expect(wrong.length).toBeGreaterThan(120);
});
