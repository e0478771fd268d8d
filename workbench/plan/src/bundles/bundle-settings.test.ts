import { expect, test } from "vitest";
import { bundleSettingsOf } from "./bundle-settings.ts";

test("the bundle settings of a program are read, without defaults", () => {
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
])("%s is refused, because a deploy would build other code", (name, value) => {
  expect(() => bundleSettingsOf("Api", { [name]: value })).toThrow(
    `Api: nodejs.${name} is not supported: a deploy would build other code.`,
  );
});

test.each([
  ["install", {}],
  ["plugins", ""],
])("an empty %s is ignored", (name, value) => {
  expect(bundleSettingsOf("Api", { [name]: value })).toEqual({});
});
