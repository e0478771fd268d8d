import { parseArgs } from "node:util";
import { UsageError } from "@stagecraft/cli/usage-error";
import { expect, test } from "vitest";
import { readSmokeOptions, smokeOptions } from "./smoke-options.ts";
import { jwt } from "./testing/jwt.ts";

const read = (args: readonly string[], token: string | undefined = jwt({})) =>
  readSmokeOptions(
    parseArgs({ args: [...args], options: smokeOptions, allowPositionals: true }),
    token,
  );

const refusal = (args: readonly string[], token?: string) => {
  try {
    read(args, token);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return undefined;
};

test.each([["local"], ["dev"], ["personal-anna"], ["pr-12"]])(
  "on %s an order is placed, for which a token is needed",
  (stage) => {
    expect(read(["--stage", stage]).token?.value).toBe(jwt({}));
    expect(refusal(["--stage", stage], "")).toContain("in the variable SMOKE_TOKEN");
  },
);

test("on prod nothing is ordered unless it is asked for, and no token is needed", () => {
  expect(read(["--stage", "prod"], "")).toEqual({ stage: "prod", json: false, waitMs: 120_000 });
  expect(read(["--stage", "prod", "--order", "--yes"]).token).toBeDefined();
});

test.each([
  ["no stage", [], "Say which stage"],
  ["a stage that there is not", ["--stage", "production"], 'There is no stage "production"'],
  ["an order on prod without --yes", ["--stage", "prod", "--order"], "An order on prod is a real"],
  ["--yes alone", ["--stage", "prod", "--yes"], "--yes means nothing without --order"],
  ["a wait of nothing", ["--stage", "dev", "--wait", "0"], "--wait takes a whole number"],
  ["a product that is none", ["--stage", "dev", "--product", "a*"], "--product takes a product's"],
  ["an address that is none", ["--stage", "dev", "--url", "api"], "--url takes an address"],
])("%s is refused", (_, args, says) => {
  expect(refusal(args)).toContain(says);
});
