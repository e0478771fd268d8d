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

/** The resources that each rule must find, and its message. Everything else in the program must pass. */
const planted = [
  [
    "schema-change",
    ["Sorter"],
    "Sorter would refuse messages of the released letter.sent/1, and some may be in the queue Letters or in LettersDead, for up to 15 days:\n  data.house must be there, and is left out",
  ],
  [
    "schema-change",
    ["Sorter"],
    "The released Sorter, which runs until the deploy replaces it and again after a rollback, would refuse messages of the current letter.sent/1:\n  data.street must be there, and is left out",
  ],
  ["version-change", ["Stamper", "Stamper"], "Stamper no longer accepts stamp.sold/1"],
  ["version-change", ["Stamper", "Stamper"], "stamp.sold/3 is written, but the released Stamper"],
  ["http-change", http(), "query sort must be there, and is left out"],
  ["http-change", http(), "query page must be at most 50, and may be 100"],
  ["http-change", http(), "200 letters[].street must be there, and is left out"],
  [
    "http-change",
    http(),
    "repeats a key gets the stored response, which does not match the current document:\n  200 sentAt must be there",
  ],
  ["http-change", http(), "A caller of the released operation would get an error"],
  [
    "delivery-differs",
    ["Stamper"],
    "stamps: the contract says deliveries (maxReceiveCount) 5, the program 3",
  ],
  ["no-dead-letters", lost(), "A message of Parcels that Carrier cannot handle"],
  ["no-dead-letters", lost(), "A batch of Moves that Tracker cannot handle"],
  ["no-dead-letters", lost(), "for FormReader is dropped"],
  ["no-dead-letters", lost(), "A call that Daily cannot deliver to Sweeper"],
  [
    "no-dead-letters",
    lost(),
    "An error of Round/Walk ends the execution, and an express workflow without a log keeps no record",
  ],
  [
    "forgets-too-soon",
    ["Clerk", "Stamper"],
    "Stamper stores a key for 15 days (a table), but the same message may arrive again up to 15 days",
  ],
  [
    "forgets-too-soon",
    ["Clerk", "Stamper"],
    "its caller may send the same request again at any time",
  ],
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
  [
    "function-calls-function",
    ["Chainer", "Looper"],
    "Its role lets it invoke Tracker: it would wait and be paid for",
  ],
  ["function-calls-function", ["Chainer", "Looper"], "Its role lets it invoke itself"],
  [
    "expires-unread",
    ["SlipsDead"],
    "It keeps a message for 1 day from when it was first sent, and Slips for 1 day",
  ],
  ["starts-late", ["Tracker"], "begins with the latest record"],
  [
    "unlimited-route",
    ["Desk GET /letters", "Desk HEAD /letters", "Desk POST /letters", "Desk PUT /letters/{id}"],
    "Only the account's limit of requests applies",
  ],
  ["open-origins", ["Desk"], "Pages of every site may call it"],
] as const;

test.each(planted)(
  "%s finds %j and nothing else, with the message: %s",
  (rule, resources, message) => {
    const findings = verdict.findings.filter((finding) => finding.rule === `contracts/${rule}`);
    expect(findings.map(({ resource }) => resource).toSorted()).toEqual(resources);
    expect(findings.map((finding) => finding.message).join("\n")).toContain(message);
  },
);

test("each rule has a planted fault", () => {
  const found = new Set(verdict.findings.map(({ rule }) => rule));
  expect(found).toEqual(new Set(planted.map(([rule]) => `contracts/${rule}`)));
  expect(found.size).toBe(rules.length);
});

test("an event whose type cannot be read is not checked", () => {
  expect(verdict.undecided).toMatchObject([
    { rule: "contracts/unknown-event", resource: "Writer" },
  ]);
});

test("a change that both sides understand is not a finding", () => {
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
