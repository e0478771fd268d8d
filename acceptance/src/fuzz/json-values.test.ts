import { openApiDocument } from "@stagecraft/contracts/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { corrupted } from "./edge-cases.ts";
import { jsonValues } from "./json-values.ts";
import { type OpenApi, operationsOf } from "./open-api.ts";

const document = openApiDocument() as OpenApi;
const { components } = document;
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const schemas = operationsOf(document).flatMap(({ operationId, parameters, requestBody }) => [
  ...parameters.map(({ name, schema }) => ({ name: `${name} of ${operationId}`, schema })),
  ...Object.values(requestBody?.content ?? {}).map(({ schema }) => ({
    name: `the body of ${operationId}`,
    schema,
  })),
]);

test.each(schemas)("values for $name match its schema", ({ schema }) => {
  const matches = ajv.compile({ ...schema, components });
  const values = jsonValues(schema, { components: components.schemas, known: {} });
  for (const value of fc.sample(values, { seed: 1, numRuns: 50 })) {
    expect([value, matches(value)]).toEqual([value, true]);
  }
});

test("known values replace most generated ones", () => {
  const schema = { type: "object", properties: { code: { type: "string" } }, required: ["code"] };
  const values = jsonValues(schema, { components: {}, known: { code: ["KNOWN"] } });
  const known = fc
    .sample(values, { seed: 1, numRuns: 100 })
    .filter((value) => (value as { code: string }).code === "KNOWN");
  expect(known.length).toBeGreaterThan(70);
  expect(known.length).toBeLessThan(100);
});

test("a schema with an unknown keyword is refused", () => {
  const schema = { type: "string", not: { const: "x" } } as object;
  expect(() => jsonValues(schema, { components: {}, known: {} })).toThrow(
    "Add it to json-values.ts",
  );
});

test("most corrupted values do not match the schema", () => {
  const schema = components.schemas.PlaceOrder ?? {};
  const matches = ajv.compile({ ...schema, components });
  const values = jsonValues(schema, { components: components.schemas, known: {} }).chain(corrupted);
  const wrong = fc.sample(values, { seed: 1, numRuns: 200 }).filter((value) => !matches(value));
  expect(wrong.length).toBeGreaterThan(120);
});
