import { expect, test } from "vitest";
import type { BundleSettings } from "./bundle-settings.ts";
import { sourceMapsFor } from "./bundle-source-maps.ts";

// https://github.com/anomalyco/sst/blob/dev/pkg/runtime/node/build.go
test.each<[BundleSettings, string | undefined, string]>([
  [{}, "linked", "separately"],
  // SST's builder reads any value as: the map stays with the code.
  [{ sourcemap: true }, "linked", "with the code"],
  [{ sourcemap: false }, "linked", "with the code"],
  [{ sourcemap: false, esbuild: { sourcemap: false } }, "linked", "with the code"],
  [{ esbuild: { sourcemap: false } }, "external", "never"],
  [{ sourcemap: true, esbuild: { sourcemap: false } }, "external", "never"],
  [{ esbuild: { sourcemap: "Inline" } }, "both", "never"],
  [{ esbuild: { sourcemap: "both" } }, "both", "separately"],
  [{ esbuild: { sourcemap: "external" } }, "external", "separately"],
  [{ esbuild: { sourcemap: "unknown" } }, "linked", "separately"],
])("%j is built as %s, uploaded %s", (settings, kind, upload) => {
  const { build, ...rest } = sourceMapsFor(settings);
  expect(build.sourcemap).toBe(kind);
  expect(rest.upload).toBe(upload);
});
