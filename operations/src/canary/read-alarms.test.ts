import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { readFiringAlarms } from "./read-alarms.ts";
import { answerAlarms } from "./testing/answer-alarms.ts";

function open(
  ...given: Parameters<typeof answerAlarms> extends [unknown, ...infer Rest] ? Rest : never
) {
  const client = new CloudWatchClient({ region: "eu-west-1" });
  answerAlarms(client, ...given);
  return client;
}

test("metric and composite alarms of all pages are read, of this stage alone", async () => {
  const asked: object[] = [];
  const client = open((input) => {
    asked.push(input);
    return input.NextToken
      ? { metric: ["shop-prod-Later"] }
      : { metric: ["shop-prod-Errors"], composite: ["shop-prod-Api"], NextToken: "more" };
  });
  expect(await readFiringAlarms(client, "shop-prod-")).toEqual(
    ["shop-prod-Errors", "shop-prod-Api", "shop-prod-Later"].map((name) => ({
      name,
      reason: "Threshold Crossed",
    })),
  );
  expect(asked).toMatchObject([
    {
      AlarmNamePrefix: "shop-prod-",
      StateValue: "ALARM",
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
    },
    { NextToken: "more" },
  ]);
});

test("a stage that serves no alarms has none to read, which is not the same as none in ALARM", async () => {
  const missing = Object.assign(new Error("not implemented here"), { name: "NotImplemented" });
  expect(
    await readFiringAlarms(
      open(() => missing),
      "shop-",
    ),
  ).toBeUndefined();
  expect(
    await readFiringAlarms(
      open(() => ({})),
      "shop-",
    ),
  ).toEqual([]);
});

test("a missing permission is an error, and not silence", async () => {
  const denied = Object.assign(new Error("no"), { name: "AccessDenied" });
  await expect(
    readFiringAlarms(
      open(() => denied),
      "shop-",
    ),
  ).rejects.toBe(denied);
});
