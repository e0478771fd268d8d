import { expect, test } from "vitest";
import * as z from "zod";
import { largestJson } from "./largest-json.ts";

const of = (schema: z.ZodType) => largestJson(z.toJSONSchema(schema, { io: "input" }), {});

test("the size of a schema with a limit for everything is above that of its largest value", () => {
  const schema = z.object({
    id: z.string().regex(/^ord_[0-7]{26}$/),
    status: z.enum(["placed", "fulfilled"]),
    count: z.int(),
    lines: z.array(z.object({ code: z.string().max(10), gift: z.boolean().nullable() })).max(3),
  });
  const line = { code: "\u0001".repeat(10), gift: false };
  const largest = {
    id: `ord_${"7".repeat(26)}`,
    status: "fulfilled",
    count: 2 ** 53 - 1,
    lines: [line, line, line],
  };
  const { bytes, unlimited } = of(schema);
  expect(unlimited).toEqual([]);
  expect(bytes).toBeGreaterThan(Buffer.byteLength(JSON.stringify(largest)));
  expect(bytes).toBeLessThan(1_000);
});

test("parts without a limit are named", () => {
  const schema = z.object({
    name: z.string(),
    amount: z.string().regex(/^\d+\.\d\d$/),
    tags: z.array(z.string().max(5)),
    data: z.object({ note: z.string(), free: z.unknown() }),
    counts: z.record(z.string(), z.number()),
  });
  expect(of(schema).unlimited).toEqual([
    "name",
    "amount",
    "tags[]",
    "data.note",
    "data.free",
    "counts{}",
  ]);
});

test("a reference counts as what it leads to", () => {
  const root = { components: { Letter: { type: "string", maxLength: 4 } } };
  expect(largestJson({ $ref: "#/components/Letter" }, root)).toEqual({ bytes: 26, unlimited: [] });
});
