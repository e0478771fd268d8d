import { expect, test } from "vitest";
import { treeRules } from "../governance.ts";
import type { GovernanceSettings } from "../governance-settings.ts";
import { findSecrets } from "./find-secrets.ts";
import { isApproved } from "./licence.ts";
import { type LockedPackage, lockedPackages } from "./lockfile.ts";
import type { TreeFacts } from "./tree-facts.ts";

const locked = (name: string, more: Partial<LockedPackage> = {}): LockedPackage => ({
  path: `node_modules/${name}`,
  name,
  version: "1.0.0",
  license: "MIT",
  integrity: "sha512-abc",
  ...more,
});

const settings: GovernanceSettings = {
  runaway: { functionUsdPerHour: 1, invocationsPerEvent: 10, loops: {} },
  exampleSecrets: {},
  advisories: [],
  runtimes: [],
  architectures: [],
  regions: [],
  tags: [],
  licences: { bundled: ["MIT"], tools: ["MPL-2.0"] },
  kept: {},
};

function find(...packages: readonly LockedPackage[]) {
  const facts: TreeFacts = {
    settings,
    packages: [locked("builder", { hasInstallScript: true }), locked("shipped"), ...packages],
    allowedScripts: { builder: true },
    bundled: new Map([["node_modules/shipped", ["Worker"]]]),
    secrets: [],
  };
  return treeRules.flatMap((rule) => rule(facts));
}

test("packages of the registry, with an approved licence and without a script, are clean", () => {
  expect(
    find(
      locked("shipped"),
      locked("tool", { license: "MPL-2.0" }),
      locked("addressed", { resolved: "https://registry.npmjs.org/addressed/-/addressed-1.tgz" }),
    ),
  ).toEqual([]);
});

test.each<[string, LockedPackage, RegExp]>([
  ["lockfile-integrity", locked("a", { integrity: "" }), /has no sha512 integrity/],
  ["lockfile-integrity", locked("a", { integrity: "sha1-abc" }), /has no sha512 integrity/],
  [
    "lockfile-integrity",
    locked("a", { resolved: "http://registry.npmjs.org/a/-/a-1.tgz" }),
    /is from http:/,
  ],
  [
    "lockfile-integrity",
    locked("a", { resolved: "git+ssh://git@github.com/a/a.git#123" }),
    /is from git\+ssh/,
  ],
  ["install-script", locked("a", { hasInstallScript: true }), /runs a script at its installation/],
  [
    "licence",
    locked("a", { license: "AGPL-3.0-only" }),
    /its licence AGPL-3.0-only is not approved/,
  ],
  ["licence", { ...locked("a"), license: undefined } as never, /its licence is not stated/],
  [
    "licence",
    locked("shipped", { license: "MPL-2.0" }),
    /It is deployed with Worker, and its licence MPL-2.0 is not approved/,
  ],
])("%s is found", (rule, entry, message) => {
  expect(find(entry)).toMatchObject([
    { rule: `governance/${rule}`, message: expect.stringMatching(message) },
  ]);
});

const nothing: TreeFacts = {
  settings,
  packages: [],
  allowedScripts: {},
  bundled: new Map(),
  secrets: [],
};

test("a credential is found, except in a file that is declared to have an example", () => {
  const secrets = ["src/one.ts", "src/example.test.ts"].map((place) => ({
    place,
    line: 3,
    what: "found a token",
  }));
  const exampleSecrets = { "src/example.test.ts": "made up", "src/gone.test.ts": "made up" };
  const facts = { ...nothing, secrets, settings: { ...settings, exampleSecrets } };
  expect(treeRules.flatMap((rule) => rule(facts))).toMatchObject([
    {
      rule: "governance/secret-in-file",
      resource: "src/one.ts",
      message: expect.stringMatching(/^Line 3: found a token/),
    },
    { rule: "governance/secret-in-file", resource: "src/gone.test.ts" },
  ]);
});

test("deployed code of a package that is not in the lockfile is found", () => {
  const bundled = new Map([["node_modules/copied", ["Worker"]]]);
  expect(treeRules.flatMap((rule) => rule({ ...nothing, bundled }))).toMatchObject([
    { rule: "governance/licence", resource: "node_modules/copied" },
  ]);
});

test("an allowed script of a package without one is found", () => {
  const facts = { ...nothing, allowedScripts: { gone: true } };
  expect(treeRules.flatMap((rule) => rule(facts))).toMatchObject([
    { rule: "governance/install-script", resource: "gone" },
  ]);
});

test.each([
  ["MIT", true],
  ["MIT OR GPL-3.0-only", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["MIT AND ISC", true],
  ["MIT AND GPL-3.0-only", false],
  ["(MIT OR GPL-3.0-only) AND (ISC OR X)", false],
  ["SEE LICENSE IN LICENSE.md", false],
])("the expression %s is approved: %s", (expression, approved) => {
  expect(isApproved(expression, ["MIT", "ISC"])).toBe(approved);
});

test("a lockfile's packages have the names that they are installed under, and workspaces are left out", () => {
  const json = JSON.stringify({
    packages: {
      "": { name: "root" },
      "workbench/one": { version: "1" },
      "node_modules/@own/one": { link: true },
      "node_modules/a/node_modules/@b/c": { version: "2.0.0", license: "MIT" },
    },
  });
  expect(lockedPackages(json)).toEqual([
    {
      path: "node_modules/a/node_modules/@b/c",
      name: "@b/c",
      version: "2.0.0",
      license: "MIT",
    },
  ]);
});

test.each([
  ["key: AKIAABCDEFGHIJKLMNOP", 1],
  ["one\ntwo 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", 2],
  ["postgres://user:hunter22@db.example.org/shop", 1],
])("a credential in %j is found in line %d", async (text, line) => {
  expect(await findSecrets("file.ts", text)).toMatchObject([{ line }]);
});

test("an access key of AWS's documentation, and a mark of a secret, are no credentials", async () => {
  expect(await findSecrets("file.ts", "AKIAIOSFODNN7EXAMPLE {{secret:Key}}")).toEqual([]);
});
