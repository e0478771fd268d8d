import { expect, test } from "vitest";
import { adrOf } from "../testing/adr-of.ts";
import type { Trigger } from "./adr.ts";
import { commandsOf, verifyAdr } from "./verify-adrs.ts";

const root = import.meta.dirname;
const today = "2026-11-30";
const computed = [
  { quoted: "20 ms", command: "npm run look", finds: "look: (.+) ms", tolerance: "10 %" },
];

function outcomesOf(evidence: Parameters<typeof adrOf>[1], output?: string, fault?: string) {
  const result = fault === undefined ? { output: output ?? "" } : { output: "", fault };
  const results = output === undefined ? new Map() : new Map([["npm run look", result]]);
  return verifyAdr(adrOf("It takes 20 ms.", evidence), { root, today, results });
}

test("a number within its tolerance holds", () => {
  expect(outcomesOf({ computed }, "look: 21 ms")).toEqual([
    {
      line: '"20 ms": quoted 20, computed 21, tolerance 10 % (npm run look)',
      outcome: "holds",
    },
  ]);
});

test.each([
  ["look: 30 ms", undefined],
  ["no number", undefined],
  ["", "ended with exit code 1"],
])("a number is stale after the output %j with the fault %j", (output, fault) => {
  expect(outcomesOf({ computed }, output, fault)).toMatchObject([{ outcome: "stale" }]);
});

test("a number whose command was not run is left out", () => {
  expect(outcomesOf({ computed })).toMatchObject([{ outcome: "left-out" }]);
});

test("a number of a file is read there, and one of a deleted file is left out", () => {
  const of = (file: string) => [{ quoted: "20 ms", file, finds: '"(20) ms"', tolerance: "exact" }];
  expect(outcomesOf({ computed: of("verify-adrs.test.ts") })).toMatchObject([{ outcome: "holds" }]);
  expect(outcomesOf({ computed: of("deleted.ts") })).toMatchObject([{ outcome: "left-out" }]);
});

test.each<[Trigger, string, string[]]>([
  [{ when: "somebody complains", person: "the team" }, "", []],
  [{ when: "a year is over", after: "2026-11-30" }, "", ["stale"]],
  [{ when: "a year is over", after: "2026-12-01" }, "", ["holds"]],
  [{ when: "it is slow", command: "npm run look", finds: "(\\d+)", above: 30 }, "31", ["stale"]],
  [{ when: "it is slow", command: "npm run look", finds: "(\\d+)", above: 30 }, "30", ["holds"]],
  [{ when: "it is fast", command: "npm run look", finds: "(\\d+)", below: 30 }, "29", ["stale"]],
  [{ when: "it is fast", command: "npm run look", finds: "(\\d+)", below: 30 }, "?", ["stale"]],
])("the trigger %j after the output %j", (trigger, output, outcomes) => {
  const verdicts = outcomesOf({ reopen: [trigger] }, output);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(outcomes);
});

test("each command is run once, the shortest first", () => {
  const long = { quoted: "20 ms", command: "npm run long", finds: "(.+)", tolerance: "exact" };
  const adrs = [adrOf("20 ms", { computed: [long, ...computed] }), adrOf("20 ms", { computed })];
  expect(commandsOf(adrs, new Map([["npm run long", 60]]))).toEqual([
    { command: "npm run look", expectedSeconds: 3 },
    { command: "npm run long", expectedSeconds: 60 },
  ]);
});
