import { expect, test } from "vitest";
import { textWidth } from "./text-width.ts";

/** Measured by Chromium's measureText in Liberation Sans, which is as wide as Arial. */
test.each([
  ["PaymentEventsTable", 10, "bold", 99.9],
  ["WWW mmm iiii", 13, "bold", 93.2],
  ["→ Orders", 10, "bold", 45.6],
  ["Kinesis stream", 11, "normal", 72.1],
  ["POST /webhooks/payments", 10, "normal", 123.9],
] as const)(
  "%s in %i px %s is thought a little wider than it is",
  (text, size, weight, measured) => {
    const thought = textWidth(text, size, weight);
    expect(thought).toBeGreaterThan(measured);
    expect(thought).toBeLessThan(measured * 1.12);
  },
);
