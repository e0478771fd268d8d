import { expect, test } from "vitest";
import { largestJson } from "./largest-json.ts";

const text = { type: "string" };
const object = (properties: object) => ({ type: "object", properties });

test("the size of a schema with a limit for everything is above that of its largest value", () => {
  const schema = object({
    id: { ...text, pattern: "^ord_[0-7]{26}$" },
    status: { ...text, enum: ["placed", "fulfilled"] },
    count: { type: "integer" },
    lines: {
      type: "array",
      maxItems: 3,
      items: object({
        code: { ...text, maxLength: 10 },
        gift: { type: ["boolean", "null"] },
        day: { anyOf: [{ ...text, format: "date" }, { const: "today" }] },
      }),
    },
  });
  const line = { code: "\u0001".repeat(10), gift: false, day: "2026-11-30" };
  const largest = {
    id: `ord_${"7".repeat(26)}`,
    status: "fulfilled",
    count: Number.MIN_SAFE_INTEGER,
    lines: [line, line, line],
  };
  const { bytes, unlimited } = largestJson(schema, {});
  expect(unlimited).toEqual([]);
  expect(bytes).toBeGreaterThan(Buffer.byteLength(JSON.stringify(largest)));
  expect(bytes).toBeLessThan(1_000);
});

test("parts without a limit are named", () => {
  const schema = object({
    name: text,
    amount: { ...text, pattern: "^\\d+\\.\\d\\d$" },
    tags: { type: "array", items: { ...text, maxLength: 5 } },
    data: object({ note: text, free: {} }),
    counts: { type: "object", additionalProperties: { type: "number" } },
  });
  expect(largestJson(schema, {}).unlimited).toEqual([
    "name",
    "amount",
    "tags[]",
    "data.note",
    "data.free",
    "counts{}",
  ]);
});

test("a reference counts as what it leads to", () => {
  const root = { components: { Letter: { ...text, maxLength: 4 } } };
  expect(largestJson({ $ref: "#/components/Letter" }, root)).toEqual({ bytes: 26, unlimited: [] });
});
