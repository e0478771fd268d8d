import { expect, test } from "vitest";
import { bundleSettingsOf } from "./bundle-settings.ts";

test("what a program says of its bundles is read, and nothing that it does not say", () => {
  const settings = { minify: true, loader: null, esbuild: { sourcemap: false, external: null } };
  expect(bundleSettingsOf("Api", settings)).toEqual({
    minify: true,
    esbuild: { sourcemap: false },
  });
  expect(bundleSettingsOf("Api", null)).toEqual({});
  expect(bundleSettingsOf("Api", { esbuild: {}, architecture: "arm64", format: "esm" })).toEqual(
    {},
  );
});

test.each([
  ["install", { sharp: "1.0.0" }],
  ["plugins", "./plugins.mjs"],
  ["format", "cjs"],
])("%s is refused, since a deploy would build other code", (name, value) => {
  expect(() => bundleSettingsOf("Api", { [name]: value })).toThrow(
    `Api: nodejs.${name} is not served: a deploy would build other code.`,
  );
});

test.each([
  ["install", {}],
  ["plugins", ""],
])("an empty %s says nothing", (name, value) => {
  expect(bundleSettingsOf("Api", { [name]: value })).toEqual({});
});
