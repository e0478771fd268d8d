import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { SmokeOptions } from "./smoke-options.ts";
import { smokeTarget } from "./smoke-target.ts";

/** A folder with these JSON files. */
function folderWith(files: { readonly [path: string]: object }): string {
  const root = mkdtempSync(join(tmpdir(), "smoke-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  }
  return root;
}

const outputs = ".sst/outputs.json";
const token = { value: "token", claims: "" };
const ordering: SmokeOptions = { stage: "dev", token, waitMs: 1_000, json: false };
const reading: SmokeOptions = { stage: "prod", waitMs: 1_000, json: false };

test("URL and product come from the last deploy", () => {
  const root = folderWith({
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

test("options override the last deploy", () => {
  const root = folderWith({ [outputs]: { stage: "prod", url: "https://prod.example.com" } });
  const given = { url: "https://api.example.com", product: "A" };
  expect(smokeTarget({ ...ordering, ...given }, root)).toEqual({
    stage: "dev",
    url: "https://api.example.com",
    order: { token, waitMs: 1_000, isReal: false, product: "A" },
  });
});

test("without an order no product is needed; an order on prod is real", () => {
  const root = folderWith({ [outputs]: { stage: "prod", url: "https://api.example.com" } });
  expect(smokeTarget(reading, root)).toEqual({ stage: "prod", url: "https://api.example.com" });
  const { order } = smokeTarget({ ...reading, token, product: "A" }, root);
  expect(order).toMatchObject({ product: "A", isReal: true });
});

test("the URL of local is that of the running stage", () => {
  const url = "http://127.0.0.1:4510";
  const root = folderWith({ ".stagecraft/local/address.json": { url } });
  const local = { ...ordering, stage: "local", product: "A" };
  expect(smokeTarget(local, root)).toMatchObject({ stage: "local", url });
  expect(() => smokeTarget(local, folderWith({}))).toThrow("The stage local is not running");
});

test.each<[string, SmokeOptions, { readonly [path: string]: object }, string]>([
  [
    "no deploy",
    ordering,
    {},
    "There is no deploy from this folder: there is no .sst/outputs.json.",
  ],
  ["an empty outputs file", ordering, { [outputs]: {} }, "has no outputs. Set --url"],
  [
    "a deploy of another stage",
    ordering,
    { [outputs]: { stage: "prod", url: "https://api.example.com" } },
    ".sst/outputs.json has outputs of the stage prod, not of dev. Set --url, or deploy",
  ],
  [
    "outputs without a stage",
    ordering,
    { [outputs]: { url: "https://api.example.com" } },
    "has outputs without a stage, not of dev.",
  ],
  ["a deploy without a URL", ordering, { [outputs]: { stage: "dev" } }, "has no output url"],
  [
    "a stage without a test product",
    { ...reading, token },
    { [outputs]: { stage: "prod", url: "https://api.example.com" } },
    "The stage prod has no test product. Set --product.",
  ],
  [
    "only a URL, when another stage was deployed last",
    { ...ordering, url: "https://api.example.com" },
    { [outputs]: { stage: "prod", testProduct: "OF-ANOTHER" } },
    "Set --product, or deploy",
  ],
  [
    "the local stage without a product",
    { ...ordering, stage: "local", url: "http://127.0.0.1:1" },
    {},
    "Set --product, such as 85123A",
  ],
])("%s is refused with the option to set", (_, options, files, message) => {
  expect(() => smokeTarget(options, folderWith(files))).toThrow(message);
});
