import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { CustomerDataCall } from "../customer-data.ts";
import { orderPlacedVersions } from "../events/order-placed.ts";
import { eventPayload, plainPayload } from "../payload.ts";
import { releasedMessages } from "../testing/released-messages.ts";
import { personal } from "./personal.ts";
import { redact } from "./redact.ts";

const Note = z.string().register(personal, { what: "a note" });
const payload = plainPayload(
  "parcel",
  z.object({
    code: z.string(),
    note: Note.nullable(),
    lines: z.array(z.object({ code: z.string(), note: Note.optional() })),
    counts: z.record(z.string(), z.int()).optional(),
    more: z.unknown().optional(),
  }),
);
const placed = eventPayload(orderPlacedVersions);
const call = plainPayload("customer-data-call", CustomerDataCall);
const parcel = { code: "A", note: "for Jane", lines: [] };

test("personal fields are replaced, within lists too, and all others are shown", () => {
  const lines = [{ code: "B", note: "for Joan" }, { code: "C" }];
  expect(redact(payload, { ...parcel, lines, counts: { a: 1 } })).toEqual({
    code: "A",
    note: "(personal)",
    lines: [{ code: "B", note: "(personal)" }, { code: "C" }],
    counts: { a: 1 },
  });
  expect(redact(payload, { ...parcel, note: null })).toEqual({ ...parcel, note: null });
});

test("fields that the schema does not declare are hidden with their names", () => {
  const shown = redact(payload, { ...parcel, "jane@example.com": 1, email: { of: "Jane" } });
  expect(shown).toEqual({
    ...parcel,
    note: "(personal)",
    "(hidden)": "2 fields that the schema does not declare",
  });
});

test("what may be anything is hidden", () => {
  expect(redact(payload, { ...parcel, more: { of: "Jane" } })).toMatchObject({
    more: "(hidden: its schema says nothing about it)",
  });
});

test.each<[what: string, value: unknown]>([
  ["of another form", { ...parcel, code: { of: "Jane" } }],
  ["that is no object", "Jane"],
])("a value %s is hidden as a whole", (_what, value) => {
  expect(redact(payload, value)).toBe("(hidden: it matches no known version of parcel)");
});

test("an event of an unknown version is hidden as a whole", () => {
  const event = {
    dataschema: "https://stagecraft.dev/schemas/order.placed/9",
    data: { customerId: "c" },
  };
  expect(redact(placed, event)).toBe("(hidden: it matches no known version of order.placed)");
});

test.each(releasedMessages("order.placed"))(
  "an event of version $version is shown without its customer",
  ({ messages }) => {
    fc.assert(
      fc.property(messages, (message) => {
        const { data, ...envelope } = message as { data: { customerId: string } };
        expect(redact(placed, message)).toEqual({
          ...envelope,
          data: { ...data, customerId: "(personal)" },
        });
      }),
    );
  },
);

test("a call about a customer is shown without them", () => {
  expect(redact(call, { call: "find", customerId: "c" })).toEqual({
    call: "find",
    customerId: "(personal)",
  });
});
