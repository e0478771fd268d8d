import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient, type UpdateAliasCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import type { LiveAlias } from "./live-alias.ts";
import { releaseVersions } from "./release-versions.ts";

const aliasOf = (logicalName: string): LiveAlias => ({
  logicalName,
  functionName: `shop-test-${logicalName}`,
  name: "live",
  live: "1",
  versions: ["1", "2"],
  newest: "2",
  publishedMs: 0,
  note: {},
});

test("the way back of an alias that fails does not keep the other aliases from theirs", async () => {
  const moved = Object.assign(new Error("The revision is another one"), {
    name: "PreconditionFailedException",
  });
  const versionsOf = new Map<string | undefined, unknown>();
  const lines: string[] = [];
  let isMoved = false;
  const options = { region: "eu-west-1" };
  const released = releaseVersions({
    options: {
      stage: "test",
      action: "release",
      stepsPercent: [10],
      watchMs: 0,
      failedPercent: 1,
      again: false,
    },
    connection: {
      cloudwatch: Object.assign(new CloudWatchClient(options), {
        send: async () => ({ MetricAlarms: [] }),
      }),
      lambda: Object.assign(new LambdaClient(options), {
        async send({ input }: UpdateAliasCommand) {
          if (isMoved && input.FunctionName === "shop-test-Charge") throw moved;
          const { AdditionalVersionWeights } = input.RoutingConfig ?? {};
          versionsOf.set(input.FunctionName, [input.FunctionVersion, AdditionalVersionWeights]);
          return {};
        },
      }),
      logs: new CloudWatchLogsClient(options),
      nowMs: () => 0,
    },
    aliases: [aliasOf("Charge"), aliasOf("Refund")],
    alarmPrefix: "shop-test-",
    isAbout: () => false,
    signal: new AbortController().signal,
    async wait() {
      isMoved = true;
      throw new Error("interrupted");
    },
    log: (line) => lines.push(line),
  });
  await expect(released).rejects.toThrow("interrupted");
  expect(Object.fromEntries(versionsOf)).toEqual({
    "shop-test-Charge": ["1", { "2": 0.1 }],
    "shop-test-Refund": ["1", {}],
  });
  expect(lines.at(-1)).toMatch(/^the way back of Charge failed too, .* Somebody else has moved/);
});
