import { expect, test } from "vitest";
import type { AlarmState } from "./alarm-state.ts";
import { alarmsIn, parseAlarmRule, ruleHolds } from "./parse-alarm-rule.ts";

const arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a";
const states: { readonly [alarm: string]: AlarmState } = {
  a: "ALARM",
  [arn]: "ALARM",
  o: "OK",
  i: "INSUFFICIENT_DATA",
  "two words": "ALARM",
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
test.each<[string, boolean]>([
  ["TRUE", true],
  ["FALSE", false],
  ['ALARM("a")', true],
  ["ALARM(a)", true],
  ["ALARM( 'a' )", true],
  ["ALARM(two words)", true],
  [`ALARM("${arn}")`, true],
  ["OK(a)", false],
  ["OK(o)", true],
  ["INSUFFICIENT_DATA(i)", true],
  ["NOT ALARM(a)", false],
  ["NOT NOT ALARM(a)", true],
  ["ALARM(a) AND ALARM(o)", false],
  ["ALARM(a) OR ALARM(o)", true],
  ["ALARM(a) OR ALARM(a) AND FALSE", true],
  ["(ALARM(a) OR ALARM(a)) AND FALSE", false],
  ["NOT ALARM(o) AND ALARM(a)", true],
  ["NOT (ALARM(o) AND ALARM(a))", true],
  ["NOT ALARM(a) OR TRUE", true],
  ["(ALARM(a)\n  AND OK(o))\n", true],
])("%s is %s", (rule, expected) => {
  expect(ruleHolds(parseAlarmRule(rule), (alarm) => states[alarm] ?? "OK")).toBe(expected);
});

test("the alarms of a rule are listed once", () => {
  const rule = parseAlarmRule('ALARM("a") AND (NOT OK(b) OR TRUE) OR INSUFFICIENT_DATA(a)');
  expect(alarmsIn(rule)).toEqual(["a", "b"]);
});

test.each([
  "",
  "ALARM",
  "ALARM()",
  "ALARM(a",
  "ALARM(a) ALARM(b)",
  "ALARM(a) AND",
  "(TRUE",
  "alarm(a)",
  "TRUE)",
  "MAYBE(a)",
])("%j is refused", (rule) => {
  expect(() => parseAlarmRule(rule)).toThrow("AlarmRule must not contain a syntax error");
});

test("AT_LEAST is not implemented", () => {
  expect(() => parseAlarmRule("AT_LEAST(2, ALARM, (a, b, c))")).toThrow(
    "not implemented here: AT_LEAST in the alarm rule AT_LEAST(2, ALARM, (a, b, c))",
  );
});
