import { UsageError } from "@stagecraft/cli/usage-error";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options redrive is a dry run on the local stage", () => {
  expect(readOptions(["redrive"])).toEqual({
    command: "redrive",
    personal: false,
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
  const args = "show a --id b --source P --error E --since 3d --contains T --stage dev --json";
  expect(readOptions(args.split(" "))).toEqual({
    command: "show",
    personal: false,
    stage: "dev",
    json: true,
    max: 10,
    filter: {
      ids: ["a", "b"],
      source: "P",
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
  [["lits"], /There is no command "lits"/],
  [["replay"], /^replay is called redrive$/],
  [["show"], /takes ids of messages/],
  [["list", "a"], /list takes no ids \(a\)/],
  [["discard", "a"], /needs --reason/],
  [["discard", "a", "--reason", " "], /needs --reason/],
  [["redrive", "--rate", "0"], /--rate takes a whole number from 1 to 500/],
  [["redrive", "--max", "many"], /--max takes a whole number/],
  [["list", "--since", "yesterday"], /--since takes a time/],
  [["list", "--yes"], /--yes/],
  [["list", "--state", ""], /--state needs the folder/],
])("%j is rejected", (args, why) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(why);
});

test.each([
  [[], "npm run dlq -- list | show | redrive | discard"],
  [["redrive", "--help"], "npm run dlq -- redrive"],
])("%j prints help", (args, start) => {
  expect(readOptions(args)).toEqual(expect.stringContaining(start));
});
