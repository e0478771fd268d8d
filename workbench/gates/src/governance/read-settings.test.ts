import { expect, test } from "vitest";
import { parseSettings } from "./read-settings.ts";

const settings = {
  runtimes: ["nodejs24.x"],
  architectures: ["arm64"],
  regions: ["eu-west-1"],
  tags: ["owner"],
  licences: { bundled: ["MIT"], tools: ["MPL-2.0"] },
  kept: { "aws:sqs/queue:Queue": { protect: true, retain: false, reason: "in flight" } },
  runaway: { functionUsdPerHour: 1, invocationsPerEvent: 10, loops: {} },
  exampleSecrets: {},
  advisories: [{ id: "GHSA-1", reason: "not reachable", until: "2027-01-31" }],
};

test("valid settings are read", () => {
  expect(parseSettings(JSON.stringify(settings))).toEqual(settings);
});

test.each<[string, object, RegExp]>([
  ["an empty list", { runtimes: [] }, /runtimes: must NOT have fewer than 1 items/],
  ["a missing field", { regions: undefined }, /must have required property 'regions'/],
  ["an unknown field", { region: "x" }, /additional properties: "region"/],
  [
    "an exception without a date",
    { advisories: [{ id: "1", reason: "r", until: "soon" }] },
    /until/,
  ],
  [
    "a loop without a reason",
    { runaway: { ...settings.runaway, loops: { "A > B > A": " " } } },
    /runaway\.loops/,
  ],
])("%s is refused", (_what, change, problem) => {
  expect(() => parseSettings(JSON.stringify({ ...settings, ...change }))).toThrow(problem);
});

test("a file that is not JSON is refused", () => {
  expect(() => parseSettings("{")).toThrow(/infra\/org\/governance\.json is not JSON/);
});
