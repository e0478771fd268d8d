import type { LambdaClient, UpdateAliasCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import type { CanaryContext } from "./canary-context.ts";
import { rollBack } from "./roll-back.ts";

const aliasOf = (logicalName: string) => ({
  logicalName,
  functionName: `shop-test-${logicalName}`,
  name: "live",
  live: "3",
  versions: ["1", "2", "3"],
  newest: "3",
  publishedMs: 0,
  note: {},
});

test("an alias that cannot be moved is named, and the others are rolled back all the same", async () => {
  const lambda = {
    async send({ input }: UpdateAliasCommand) {
      if (input.FunctionName === "shop-test-Charge") throw new Error("Too many requests");
      return {};
    },
  } as unknown as LambdaClient;
  const { text, exitCode } = await rollBack({
    connection: { lambda, nowMs: () => 0 },
    options: {},
    aliases: [aliasOf("Charge"), aliasOf("Refund")],
  } as unknown as CanaryContext);
  expect(exitCode).toBe(1);
  expect(text.split("\n")).toEqual([
    "Charge: version 3 was not rolled back: Error: Too many requests",
    "Refund: version 2 gets every invocation, version 3 none",
  ]);
});
