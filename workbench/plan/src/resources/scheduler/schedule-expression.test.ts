import { expect, test } from "vitest";
import { nextDueMs, scheduleProblem } from "./schedule-expression.ts";

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
const sunday = Date.UTC(2026, 10, 1);

test.each([
  ["rate(1 minute)", "2026-11-01T00:01:00.000Z"],
  ["rate(5 minutes)", "2026-11-01T00:05:00.000Z"],
  ["rate(2 hours)", "2026-11-01T02:00:00.000Z"],
  ["cron(0 9 ? * MON-FRI *)", "2026-11-02T09:00:00.000Z"],
  ["cron(0 9 ? * 2 *)", "2026-11-02T09:00:00.000Z"],
  ["cron(0/15 8-17 ? * MON-FRI *)", "2026-11-02T08:00:00.000Z"],
  ["cron(0 9 L * ? *)", "2026-11-30T09:00:00.000Z"],
  ["cron(0 9 ? * 6#3 2027)", "2027-01-15T09:00:00.000Z"],
  ["at(2026-11-20T13:00:00)", "2026-11-20T13:00:00.000Z"],
])("%s is next due at %s", (expression, due) => {
  expect(scheduleProblem(expression)).toBeUndefined();
  expect(new Date(nextDueMs(expression, sunday, sunday) ?? 0).toISOString()).toBe(due);
});

test("a rate is counted from its start, and missed times are skipped", () => {
  const since = sunday + 10_000;
  expect(nextDueMs("rate(1 minute)", since + 150_000, since)).toBe(since + 180_000);
});

test("cron fields are read in the schedule's time zone", () => {
  const due = nextDueMs("cron(0 9 ? * MON-FRI *)", sunday, sunday, "Europe/London");
  expect(new Date(due ?? 0).toISOString()).toBe("2026-11-02T09:00:00.000Z");
  const summer = nextDueMs(
    "cron(0 9 ? * MON-FRI *)",
    Date.UTC(2026, 6, 5),
    sunday,
    "Europe/London",
  );
  expect(new Date(summer ?? 0).toISOString()).toBe("2026-07-06T08:00:00.000Z");
});

test("a time that has passed is never due again", () => {
  expect(nextDueMs("at(2020-01-01T00:00:00)", sunday, sunday)).toBeUndefined();
});

test.each([
  ["rate(1 minutes)", /mixes one and many/],
  ["rate(5 minute)", /mixes one and many/],
  ["rate(0 minutes)", /at least 1/],
  ["cron(61 9 ? * MON *)", /minute/],
  ["cron(0 25 ? * MON *)", /hour/],
  ["cron(0 9 * * * *)", /question mark/],
  ["cron(0 9 ? * ? *)", /question mark/],
  ["cron(0 9 * * ?)", /six fields/],
  ["cron(0 9 ? * FOO *)", /illegal/],
  ["at(tomorrow)", /neither/],
  ["every minute", /neither/],
])("%s is refused", (expression, why) => {
  expect(scheduleProblem(expression)).toMatch(why);
});
