import { gates } from "@stagecraft/gates/gates";
import { expect, test } from "vitest";
import { gatesOf } from "./commands-of.ts";
import { exitConditions } from "./exit-conditions.ts";
import type { ReviewCheck, Status } from "./review-line.ts";
import { reviewOf } from "./review-of.ts";

const namesOf = (condition: (typeof exitConditions)[number]) => [
  ...gatesOf(condition).map((name) => `gate ${name}`),
  ...condition.checks,
];
const all = exitConditions.flatMap(namesOf);
const checkOf = (name: string, status: Status): [string, ReviewCheck] => [
  name,
  { name, status, figure: "" },
];
const green = Object.fromEntries(all.map((name) => checkOf(name, "green")));
const statusOf = (stage: number, checks: typeof green) =>
  reviewOf(checks).stages[stage - 1]?.status;

/** Every line with each of its checks. */
const cases = exitConditions.flatMap((condition) =>
  namesOf(condition).map((name) => [condition.stage, name] as const),
);

test.each(cases)("the line of stage %d is red when %s fails", (stage, name) => {
  expect(statusOf(stage, { ...green, ...Object.fromEntries([checkOf(name, "red")]) })).toBe("red");
});

test.each(cases)("the line of stage %d is stale when the evidence of %s is", (stage, name) => {
  const stale = { ...green, ...Object.fromEntries([checkOf(name, "stale")]) };
  expect(statusOf(stage, stale)).toBe("stale");
});

test.each(cases)("the line of stage %d is not judged when %s did not run", (stage, name) => {
  const { [name]: _left, ...others } = green;
  expect(statusOf(stage, others)).toBe("not judged");
});

test("with all checks green, all six lines are", () => {
  expect(reviewOf(green).stages.map(({ status }) => status)).toEqual(Array(6).fill("green"));
});

test("each gate is part of a line", () => {
  const names = all.filter((name) => name.startsWith("gate ")).toSorted();
  expect(names).toEqual(
    Object.keys(gates)
      .map((name) => `gate ${name}`)
      .toSorted(),
  );
});

test("an item of the checklist has the status of its stage", () => {
  const { checklist } = reviewOf({ ...green, ...Object.fromEntries([checkOf("chaos", "red")]) });
  expect(checklist.map(({ status }) => status)).toEqual([
    "green",
    "red",
    "green",
    "green",
    "green",
    "green",
  ]);
});
