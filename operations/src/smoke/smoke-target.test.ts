import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { SmokeOptions } from "./smoke-options.ts";
import { smokeTarget } from "./smoke-target.ts";

/** A tree from which that was deployed last. */
function treeWith(files: { readonly [path: string]: object }): string {
  const root = mkdtempSync(join(tmpdir(), "smoke-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }
  return root;
}

const outputs = ".sst/outputs.json";
const token = { value: "token", says: "" };
const ordering: SmokeOptions = { stage: "dev", token, waitMs: 1_000, json: false };
const reading: SmokeOptions = { stage: "prod", waitMs: 1_000, json: false };

test("address and product are those of the last deploy", () => {
  const root = treeWith({
    [outputs]: {
      stage: "dev",
      url: "https://api.example.com/",
      testProduct: "TEST-PRODUCT",
      testProductFile: "s3://files/imports/test.csv",
    },
  });
  expect(smokeTarget(ordering, root)).toEqual({
    stage: "dev",
    url: "https://api.example.com",
    order: {
      token,
      waitMs: 1_000,
      isReal: false,
      product: "TEST-PRODUCT",
      productFile: "s3://files/imports/test.csv",
    },
  });
});

test("what is given counts, whatever was deployed last", () => {
  const root = treeWith({ [outputs]: { stage: "prod", url: "https://prod.example.com" } });
  const given = { url: "https://api.example.com", product: "A" };
  expect(smokeTarget({ ...ordering, ...given }, root)).toEqual({
    stage: "dev",
    url: "https://api.example.com",
    order: { token, waitMs: 1_000, isReal: false, product: "A" },
  });
});

test("where nothing is ordered, no product is looked for; an order on prod is a real one", () => {
  const root = treeWith({ [outputs]: { stage: "prod", url: "https://api.example.com" } });
  expect(smokeTarget(reading, root)).toEqual({ stage: "prod", url: "https://api.example.com" });
  const { order } = smokeTarget({ ...reading, token, product: "A" }, root);
  expect(order).toMatchObject({ product: "A", isReal: true });
});

test("the local stage is where it runs", () => {
  const url = "http://127.0.0.1:4510";
  const root = treeWith({ ".stagecraft/local/address.json": { url } });
  const local = { ...ordering, stage: "local", product: "A" };
  expect(smokeTarget(local, root)).toMatchObject({ stage: "local", url });
  expect(() => smokeTarget(local, treeWith({}))).toThrow("The stage local does not run here");
});

test.each<[string, SmokeOptions, { readonly [path: string]: object }, string]>([
  ["no deploy", ordering, {}, "Nothing was deployed from here: there is no .sst/outputs.json."],
  ["a command that left no outputs", ordering, { [outputs]: {} }, "has no outputs. Give --url"],
  [
    "a deploy of another stage",
    ordering,
    { [outputs]: { stage: "prod", url: "https://api.example.com" } },
    ".sst/outputs.json holds the outputs of the stage prod, not of dev. Give --url, or deploy",
  ],
  [
    "a deploy that does not say of what",
    ordering,
    { [outputs]: { url: "https://api.example.com" } },
    "holds the outputs of no stage by name, not of dev.",
  ],
  ["a deploy without an address", ordering, { [outputs]: { stage: "dev" } }, "gave no url"],
  [
    "a stage without a test product",
    { ...reading, token },
    { [outputs]: { stage: "prod", url: "https://api.example.com" } },
    "The stage prod has no test product: give --product.",
  ],
  [
    "an address alone, where something else was deployed",
    { ...ordering, url: "https://api.example.com" },
    { [outputs]: { stage: "prod", testProduct: "OF-ANOTHER" } },
    "Give --product, or deploy",
  ],
  [
    "the local stage without a product",
    { ...ordering, stage: "local", url: "http://127.0.0.1:1" },
    {},
    "give --product, such as 85123A",
  ],
])("%s is refused, and it is said what to give", (_, options, files, says) => {
  expect(() => smokeTarget(options, treeWith(files))).toThrow(says);
});
