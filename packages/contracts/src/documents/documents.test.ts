import specs from "@asyncapi/specs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv, type AnySchema } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { declarations } from "../declarations.ts";
import { apiPage } from "./api-page.ts";
import { asyncApiDocument } from "./asyncapi.ts";
import { durationText } from "./contract-text.ts";
import { contractsPage } from "./contracts-page.ts";

const declared = declarations();

test("the OpenAPI document is valid", async () => {
  expect(await new Validator().validate(structuredClone(declared.openApi))).toEqual({
    valid: true,
  });
});

test("the AsyncAPI document is valid", () => {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  addFormats.default(ajv);
  const validate = ajv.compile(specs.schemasWithoutId["3.0.0"] as AnySchema);
  validate(asyncApiDocument(declared));
  expect(validate.errors).toBeNull();
  validate({ ...asyncApiDocument(declared), channels: { orders: { messages: 1 } } });
  expect(validate.errors).not.toBeNull();
});

test("every reference of the AsyncAPI document exists", () => {
  const document = asyncApiDocument(declared);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, path = ""] of references) {
    if (path.startsWith("$defs/")) continue;
    expect(document).toHaveProperty(path.split("/").map((key) => key.replaceAll("~1", "/")));
  }
});

test("the page of contracts names every contract", () => {
  const page = contractsPage(declared);
  for (const { name } of contracts) expect(page).toContain(`| \`${name}\``);
});

test("the API's page has every operation, and loads nothing from other addresses", () => {
  const page = apiPage(declared.openApi);
  const ids = Object.values(declared.openApi.paths as object).flatMap((methods: object) =>
    Object.values(methods).map(({ operationId }) => operationId as string),
  );
  expect(ids.length).toBeGreaterThan(5);
  for (const id of ids) expect(page).toContain(`<section id="${id}">`);
  const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !link.startsWith("#"))).toEqual(["openapi.json"]);
  for (const link of links.filter((one) => one.startsWith("#"))) {
    expect(page).toContain(`id="${link.slice(1)}"`);
  }
  expect(page).not.toMatch(/<script|<link|@import|url\(/);
});

test.each([
  [60, "1 minute"],
  [90, "90 seconds"],
  [4 * 60 * 60, "4 hours"],
  [14 * 24 * 60 * 60, "14 days"],
])("%d seconds are %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
