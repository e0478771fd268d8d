import { expect, test } from "vitest";
import { judgeRelease } from "./judge-release.ts";

type Given = { invocations: number; errors: number; errorLines?: number };

const judge = (outcomes: Given, outcomesBefore: Given = { invocations: 900, errors: 0 }) =>
  judgeRelease(
    [
      {
        name: "Api",
        version: "5",
        outcomes: { errorLines: 0, ...outcomes },
        before: "4",
        outcomesBefore: { errorLines: 0, ...outcomesBefore },
      },
    ],
    [],
    1,
  );

test.each([
  ["no invocations", { invocations: 0, errors: 0 }],
  ["no errors", { invocations: 500, errors: 0 }],
  ["exactly as many errors as it may have", { invocations: 100, errors: 1 }],
])("a version with %s is good", (_what, outcomes) => {
  expect(judge(outcomes)).toEqual([]);
});

test.each([
  ["one error in a few invocations", { invocations: 9, errors: 1 }, "1 of 9"],
  ["more errors than it may have", { invocations: 100, errors: 2 }, "2 of 100"],
  [
    "lines of failures that the metric does not count",
    { invocations: 100, errors: 0, errorLines: 40 },
    "40 of 100",
  ],
  [
    "errors that were also logged, which count once",
    { invocations: 50, errors: 5, errorLines: 5 },
    "5 of 50",
  ],
  ["a log before its metric", { invocations: 0, errors: 0, errorLines: 3 }, "3 of 3"],
])("a version with %s is bad, and the reason has the numbers", (_what, outcomes, numbers) => {
  expect(judge(outcomes)).toEqual([
    `version 5 of Api failed ${numbers} invocations, more than 1 % above version 4, which failed 0 of 900`,
  ]);
});

test("a version that fails as often as the one before is good, one that fails more often is not", () => {
  const before = { invocations: 200, errors: 0, errorLines: 10 };
  expect(judge({ invocations: 50, errors: 3 }, before)).toEqual([]);
  expect(judge({ invocations: 50, errors: 4 }, before)).toEqual([
    "version 5 of Api failed 4 of 50 invocations, more than 1 % above version 4, which failed 10 of 200",
  ]);
});

test("an alarm is a reason without any error of the version", () => {
  const reasons = judgeRelease(
    [],
    [{ name: "shop-prod-ApiErrors", reason: "Threshold Crossed" }],
    1,
  );
  expect(reasons).toEqual(["the alarm shop-prod-ApiErrors went into ALARM: Threshold Crossed"]);
});
