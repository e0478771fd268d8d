import { expect, test } from "vitest";
import { commandsOf, expectedMs } from "./expected-duration.ts";
import type { NamedMutation } from "./mutation.ts";

function mutation(...commands: ["gate a" | "gate b" | "run c", ...("gate b" | "run c")[]]) {
  const [first, ...others] = commands.map((command) => ({ command, says: /x/ }));
  return {
    name: "n",
    meaning: "m",
    caughtBy: [first, ...others],
    edits: [],
  } as unknown as NamedMutation;
}

test("a command is run once without an edit, and once for each edit", () => {
  const mutations = [mutation("gate a", "run c"), mutation("gate a"), mutation("gate b")];
  expect(commandsOf(mutations, new Set())).toEqual([
    ...["gate a", "run c", "gate a", "run c"],
    "gate a",
    ...["gate b", "gate b"],
  ]);
  expect(commandsOf(mutations.slice(1), new Set(["gate a"]))).toEqual([
    "gate a",
    "gate b",
    "gate b",
  ]);
});

test("the expected duration is the measured one, or a default", () => {
  const tookMs = new Map([["gate b", 1_000]]);
  expect(expectedMs(["gate b", "gate b"], tookMs)).toBe(2_000);
  expect(expectedMs(["gate iam"], tookMs)).toBeGreaterThan(expectedMs(["gate network"], tookMs));
  expect(expectedMs([], tookMs)).toBe(0);
});
