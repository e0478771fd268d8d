import { expect, test } from "vitest";
import { printDouble } from "./print-double.ts";
import { printLongTime, printShortTime, printTime } from "./print-time.ts";

// As in https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
test.each([
  [3, "3.0"],
  [0, "0.0"],
  [-2, "-2.0"],
  [66.934, "66.934"],
  [0.0666851903306472, "0.0666851903306472"],
  [134_217_728, "1.34217728E8"],
  [10_000_000, "1.0E7"],
  [0.0005, "5.0E-4"],
])("%d is written %s", (value, text) => {
  expect(printDouble(value)).toBe(text);
});

test("times are written as in CloudWatch's data, reasons and composite reasons", () => {
  const timeMs = Date.UTC(2022, 6, 2, 15, 57, 45, 394);
  expect(printTime(timeMs)).toBe("2022-07-02T15:57:45.394+0000");
  expect(printShortTime(timeMs)).toBe("02/07/22 15:57:45");
  expect(printLongTime(timeMs)).toBe("Saturday 02 July, 2022 15:57:45 UTC");
});
