import { expect, test } from "vitest";
import type { LockedPackage } from "../governance/tree/lockfile.ts";
import { bundleSbom } from "./bundle-sbom.ts";

const packages: readonly LockedPackage[] = [
  {
    path: "node_modules/zod",
    name: "zod",
    version: "4.6.7",
    license: "MIT",
    integrity: `sha512-${Buffer.alloc(64, 1).toString("base64")}`,
  },
  {
    path: "node_modules/@scope/both",
    name: "@scope/both",
    version: "1.0.0",
    license: "MIT OR Apache-2.0",
  },
  { path: "node_modules/odd", name: "odd", version: "2.0.0", license: "SEE LICENSE IN FILE" },
];
const worker = { name: "Worker", sha256: "abc" };

test("a bill of materials names each package with version, licence, hash and package URL, sorted", () => {
  expect(JSON.parse(bundleSbom(worker, packages))).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { component: { type: "application", name: "Worker", version: "abc" } },
    components: [
      {
        name: "@scope/both",
        purl: "pkg:npm/%40scope/both@1.0.0",
        licenses: [{ expression: "MIT OR Apache-2.0" }],
      },
      { name: "odd", licenses: [{ license: { name: "SEE LICENSE IN FILE" } }] },
      {
        type: "library",
        name: "zod",
        version: "4.6.7",
        purl: "pkg:npm/zod@4.6.7",
        hashes: [{ alg: "SHA-512", content: "01".repeat(64) }],
        licenses: [{ license: { id: "MIT" } }],
      },
    ],
  });
});

test("the same bundle gives the same text", () => {
  expect(bundleSbom(worker, packages.toReversed())).toBe(bundleSbom(worker, packages));
});
