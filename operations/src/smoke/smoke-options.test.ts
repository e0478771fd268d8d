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
  "on %s an order is placed, so a token is required",
  (stage) => {
    expect(read(["--stage", stage]).token?.value).toBe(jwt({}));
    expect(refusal(["--stage", stage], "")).toContain("variable SMOKE_TOKEN must have");
  },
);

test("on prod an order is only placed with --order; otherwise no token is required", () => {
  expect(read(["--stage", "prod"], "")).toEqual({ stage: "prod", json: false, waitMs: 120_000 });
  expect(read(["--stage", "prod", "--order", "--yes"]).token).toBeDefined();
});

test.each([
  ["no stage", [], "Set the stage"],
  ["an unknown stage", ["--stage", "production"], 'There is no stage "production"'],
  ["an order on prod without --yes", ["--stage", "prod", "--order"], "An order on prod is real"],
  ["--yes alone", ["--stage", "prod", "--yes"], "--yes is only allowed with --order"],
  ["a wait of 0 seconds", ["--stage", "dev", "--wait", "0"], "--wait takes a whole number"],
  [
    "an invalid product code",
    ["--stage", "dev", "--product", "a*"],
    "--product needs a product code",
  ],
  ["an invalid URL", ["--stage", "dev", "--url", "api"], "--url needs a URL"],
])("%s is refused", (_, args, message) => {
  expect(refusal(args)).toContain(message);
});
