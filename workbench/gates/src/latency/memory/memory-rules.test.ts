import { expect, test } from "vitest";
import { parseSource } from "../source/source-file.ts";
import { memoryPlace } from "./memory-places.ts";
import { memoryRules } from "./memory-rules.ts";
import type { MemorySize, UnmeasuredSize } from "./memory-sizes.ts";
import { parseMemorySizes } from "./parse-memory-sizes.ts";
import { printMemorySizes } from "./print-memory-sizes.ts";

const measured = { on: "2026-11-30", machine: "2 processors" };
const size: MemorySize = {
  invocations: 20,
  cpuMs: 90,
  waitMs: 10,
  seenMb: 150,
  recommendedMb: 1_024,
  because: "faster for the same cost",
};
const waiting: MemorySize = { ...size, cpuMs: 10, waitMs: 90 };
const onPurpose = { memoryMb: 512, reason: "it has a day's time" };

function check(memoryMb: number, own: MemorySize | UnmeasuredSize | undefined = size) {
  const facts = {
    functions: [{ logicalName: "Import", memoryMb }],
    sizes: { measured, functions: { Import: own } },
    placeOf: () => "infra/import.ts:7",
  };
  return memoryRules.flatMap((rule) => rule(facts));
}

test.each<[string, number, (MemorySize | UnmeasuredSize)?]>([
  ["the recommended memory", 1_024],
  ["a deviation with its reason", 512, { ...size, deviation: onPurpose }],
  ["a function that is not measured, with the reason", 128, { notMeasured: "once a deploy" }],
])("%s passes", (_what, memoryMb, own) => {
  expect(check(memoryMb, own)).toEqual([]);
});

test.each<[rule: string, severity: string, message: string, memoryMb: number, own?: MemorySize]>([
  [
    "too-little-memory",
    "error",
    "It has 200 MB at infra/import.ts:7, and 150 MB were in use when it was measured: with headroom it needs 210 MB",
    200,
  ],
  ["too-little-memory", "error", "takes 2 times as long with so little CPU", 512],
  [
    "too-little-memory",
    "error",
    "with headroom it needs 210 MB",
    200,
    { ...size, deviation: { memoryMb: 200, reason: "r" } },
  ],
  [
    "other-memory-size",
    "warning",
    "It has 768 MB at infra/import.ts:7, and 1024 MB are recommended (faster for the same cost)",
    768,
  ],
  ["other-memory-size", "warning", "It has 2048 MB", 2_048],
  ["other-memory-size", "warning", "It has 512 MB", 512, waiting],
  [
    "other-memory-size",
    "warning",
    "and its deviation in infra/memory-sizes.json is 512 MB (it has a day's time)",
    1_024,
    { ...size, deviation: onPurpose },
  ],
])("latency/%s, %s: %s", (rule, severity, message, memoryMb, own) => {
  expect(check(memoryMb, own)).toEqual([
    expect.objectContaining({
      rule: `latency/${rule}`,
      severity,
      resource: "Import",
      message: expect.stringContaining(message),
    }),
  ]);
});

test.each([
  ["Import", { measured, functions: {} }],
  ["infra/memory-sizes.json", undefined],
])("without a size, %s is a finding", (resource, sizes) => {
  const functions = [{ logicalName: "Import", memoryMb: 128 }];
  const facts = { functions, sizes, placeOf: () => undefined };
  const findings = memoryRules.flatMap((rule) => rule(facts));
  expect(findings).toEqual([
    expect.objectContaining({ rule: "latency/missing-memory-size", resource }),
  ]);
});

const program = parseSource(
  "infra/import.ts",
  `import { lambdaFunction } from "./function.ts";
const one = lambdaFunction("One", {
  memory: "128 MB",
});
const two = importer("Two", {});
function importer(name: string, settings: object) {
  return lambdaFunction(name, {
    memory: "256 MB",
  });
}
new sst.aws.Function("Three", { memory: "512 MB" });
logged("Two");
`,
);

test.each([
  ["One", "infra/import.ts:3"],
  ["Two", "infra/import.ts:8"],
  ["Three", "infra/import.ts:11"],
  ["Four", undefined],
])("the memory of %s is set at %s", (name, place) => {
  expect(memoryPlace([program], name)).toBe(place);
});

test("printed sizes are read as they were, sorted by name", () => {
  const functions = { B: { ...size, deviation: onPurpose }, A: { notMeasured: "once a deploy" } };
  const printed = printMemorySizes({ measured, functions });
  expect(parseMemorySizes(printed)).toEqual({ measured, functions });
  expect(Object.keys(parseMemorySizes(printed).functions)).toEqual(["A", "B"]);
});

test.each([
  [
    { Import: { ...size, memoryMb: 1 } },
    'functions.Import: must NOT have additional properties: "memoryMb"',
  ],
  [{ Import: { notMeasured: " " } }, "functions.Import.notMeasured: must match pattern"],
])("a file with a wrong field names it: %j", (functions, message) => {
  expect(() => parseMemorySizes(JSON.stringify({ measured, functions }))).toThrow(
    `infra/memory-sizes.json, ${message}`,
  );
});
