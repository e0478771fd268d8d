import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GateInput, Verdict } from "../gate.ts";
import { contracts, rules } from "./contracts.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

let program: FixtureProgram;
let plan: Plan;
let verdict: Verdict;

beforeAll(async () => {
  program = await fixtureProgram("contract-faults", fixtures);
  plan = await program.plan("prod");
  verdict = await contracts({ root: program.root, plan } as GateInput);
});

afterAll(() => program.remove());

/** What each rule must find, and what it must say. Everything else in the program must pass it. */
const planted = [
  [
    "schema-change",
    ["Sorter"],
    "Sorter would refuse letter.sent/1 as it was released, and some of it is in the queue Letters or in LettersDead, for up to 15 days:\n  data.house must be there, and is left out",
  ],
  [
    "schema-change",
    ["Sorter"],
    "Sorter as it was released, which runs until a deploy has reached it and again after one is taken back, would refuse letter.sent/1 as it is written now:\n  data.street must be there, and is left out",
  ],
  ["version-change", ["Stamper", "Stamper"], "Stamper accepts stamp.sold/1 no more"],
  [
    "version-change",
    ["Stamper", "Stamper"],
    "stamp.sold/3 is written, and Stamper as it was released",
  ],
  ["http-change", http(), "query sort must be there, and is left out"],
  ["http-change", http(), "query page must be at most 50, and may be 100"],
  ["http-change", http(), "200 letters[].street must be there, and is left out"],
  [
    "http-change",
    http(),
    "repeats a key gets the answer that was stored before, which is not as the document says now:\n  200 sentAt must be there",
  ],
  ["http-change", http(), "A caller would find it gone"],
  [
    "delivery-differs",
    ["Stamper"],
    "stamps: the contract says deliveries (maxReceiveCount) 5, the program 3",
  ],
  ["no-dead-letters", lost(), "A message of Parcels that Carrier cannot handle"],
  ["no-dead-letters", lost(), "A batch of Moves that Tracker cannot handle"],
  ["no-dead-letters", lost(), "calls FormReader for is dropped"],
  ["no-dead-letters", lost(), "A call that Daily cannot deliver to Sweeper"],
  [
    "no-dead-letters",
    lost(),
    "An error of Round/Walk ends the execution, and an express workflow without a log leaves nothing",
  ],
  [
    "forgets-too-soon",
    ["Clerk", "Stamper"],
    "Stamper knows a key for 15 days (a table), and the same may come again 15 days",
  ],
  ["forgets-too-soon", ["Clerk", "Stamper"], "its caller may send the same again at any time"],
  ["undeclared-event", ["Sorter", "Sorter"], "It publishes letter.lost/1 (src/sorter.ts:"],
  ["undeclared-event", ["Sorter", "Sorter"], "It publishes letter.copied (src/sorter.ts:"],
  ["undeclared-producer", ["Stranger"], "Its role lets it send to the queue Letters"],
  ["undeclared-channel", ["Listener", "Stranger"], "Whispers (queue) calls it"],
  ["undeclared-channel", ["Listener", "Stranger"], "Nothing in the program calls it"],
  ["missing-channel", missing(), "ghosts is about queue Ghosts to Sorter"],
  ["missing-channel", missing(), "nobody is about operator to Nobody"],
  ["missing-channel", missing(), "idleTrial is about operator to IdleTrial"],
  [
    "missing-channel",
    missing(),
    "askDesk says that prod has no http Desk HEAD /letters to Clerk, and the program has it there.",
  ],
] as const;

test.each(planted)("%s finds %j, and nothing else, and says: %s", (rule, resources, message) => {
  const findings = verdict.findings.filter((finding) => finding.rule === `contracts/${rule}`);
  expect(findings.map(({ resource }) => resource).toSorted()).toEqual(resources);
  expect(findings.map((finding) => finding.message).join("\n")).toContain(message);
});

test("no rule is without a planted fault", () => {
  const found = new Set(verdict.findings.map(({ rule }) => rule));
  expect(found).toEqual(new Set(planted.map(([rule]) => `contracts/${rule}`)));
  expect(found.size).toBe(rules.length);
});

test("an event whose type cannot be read is not checked", () => {
  expect(verdict.undecided).toMatchObject([
    { rule: "contracts/unknown-event", resource: "Writer" },
  ]);
});

test("a change that both sides understand is no finding", () => {
  expect(verdict.figures["released versions, for each consumer"]).toContain("1 full");
});

test("a program without contracts cannot be checked", async () => {
  await expect(contracts({ root: fixtures, plan } as GateInput)).rejects.toThrow(
    "there is no packages/contracts/src/declarations.ts",
  );
});

function http() {
  return ["GET /letters", "GET /letters", "POST /letters", "PUT /letters/{id}"];
}

function missing() {
  return ["Clerk", "IdleTrial", "Nobody", "Sorter"];
}

function lost() {
  return ["Carrier", "FormReader", "Sweeper", "Tracker", "Walker"];
}
