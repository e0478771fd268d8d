import { UsageError } from "@stagecraft/cli/usage-error";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options the local stage is meant, and nothing is done", () => {
  expect(readOptions(["replay"])).toEqual({
    command: "replay",
    stage: "local",
    json: false,
    filter: {},
    max: 1_000,
    yes: false,
    rate: 10,
    unchecked: false,
    restart: false,
  });
});

test("filters, ids and a time are read", () => {
  const args = "show a --id b --place P --error E --since 3d --contains T --stage dev --json";
  expect(readOptions(args.split(" "))).toEqual({
    command: "show",
    stage: "dev",
    json: true,
    max: 10,
    filter: {
      ids: ["a", "b"],
      place: "P",
      error: "E",
      contains: "T",
      since: { agoMs: 3 * 24 * 3_600_000 },
    },
  });
  expect(readOptions(["list", "--since", "2026-11-23T12:00Z"])).toMatchObject({
    filter: { since: { atMs: Date.UTC(2026, 10, 23, 12) } },
  });
});

test.each([
  [["lits"], /There is no "lits"/],
  [["show"], /takes the ids of letters/],
  [["list", "a"], /list takes no a/],
  [["discard", "a"], /needs a --reason/],
  [["discard", "a", "--reason", " "], /needs a --reason/],
  [["replay", "--rate", "0"], /--rate takes a whole number from 1 to 500/],
  [["replay", "--max", "many"], /--max takes a whole number/],
  [["list", "--since", "yesterday"], /--since takes a time/],
  [["list", "--yes"], /--yes/],
])("%j is no use", (args, why) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(why);
});

test.each([
  [[], "npm run dlq -- list | show | replay | discard"],
  [["replay", "--help"], "npm run dlq -- replay"],
])("%j is answered with help", (args, start) => {
  expect(readOptions(args)).toEqual(expect.stringContaining(start));
});
