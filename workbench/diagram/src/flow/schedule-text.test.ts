import { expect, test } from "vitest";
import { scheduleText } from "./schedule-text.ts";

test.each([
  ["rate(1 minute)", "every minute"],
  ["rate(12 hours)", "every 12 hours"],
  ["cron(0 9 ? * MON-FRI *)", "cron(0 9 ? * MON-FRI *)"],
])("%s is said as %s", (expression, text) => {
  expect(scheduleText(expression)).toBe(text);
});
