import { expect, test } from "vitest";
import { differenceOfUses } from "./difference-of-uses.ts";
import type { MeteredUse } from "./metered-use.ts";
import { durationsOf, recordedUsageOf } from "./recorded-usage.ts";

const use = (unit: MeteredUse["unit"], amount: number, name = "Api"): MeteredUse => ({
  type: "",
  name,
  unit,
  amount,
});

test("a difference has what was used between two readings, for each of several pieces", () => {
  const before = [use("lambda-requests", 2), use("log-bytes", 5)];
  const after = [use("lambda-requests", 8), use("log-bytes", 5), use("sqs-requests", 3)];
  expect(differenceOfUses(before, after, 3)).toEqual([
    use("lambda-requests", 2),
    use("sqs-requests", 1),
  ]);
});

const measured = {
  work: {
    order: [use("lambda-requests", 2), use("lambda-billed-ms", 30), use("log-bytes", -0.5)],
  },
  idleHour: [use("lambda-requests", 1), use("lambda-billed-ms", 30), use("log-bytes", 7)],
  metricsWithWork: 4,
};

test("a duration is the mean of all invocations", () => {
  expect(durationsOf(measured)).toEqual({ Api: 20 });
});

test("durations are recorded once, and counts each time", () => {
  const about = { reason: "why", recordedOn: "2026-11-30", durations: { Api: 50 } };
  expect(recordedUsageOf(measured, about)).toEqual({
    reason: "why",
    recordedOn: "2026-11-30",
    durations: { Api: 50 },
    usage: {
      work: { order: [use("lambda-requests", 2)] },
      idleHour: [use("lambda-requests", 1), use("log-bytes", 7)],
      metricsWithWork: 4,
    },
  });
});
