import * as z from "zod";
import { CustomerId } from "./customer-id.ts";
import { OrderId } from "./ids.ts";
import { personal } from "./personal/personal.ts";

/** Where a page of rows begins: in that table, after the row with that key, or at the table's start. */
export const RowCursor = z.object({
  table: z.string(),
  after: z
    .array(z.union([z.string(), z.number()]))
    .register(personal, { what: "the key of a row, which may be one that the customer chose" })
    .optional(),
});
export type RowCursor = z.infer<typeof RowCursor>;

const request = {
  customerId: CustomerId,
  by: z.string().min(1).meta({ description: "The caller's AWS identity." }),
  reason: z
    .string()
    .meta({ description: "Why, such as the number of the customer's request. It is stored." }),
};

/** The input of the function for customers' data. */
export const CustomerDataCall = z.discriminatedUnion("call", [
  z.strictObject({ call: z.literal("find"), customerId: CustomerId }),
  z.strictObject({ call: z.literal("export"), ...request, from: RowCursor.optional() }),
  z.strictObject({
    call: z.literal("erase"),
    ...request,
    deadLetters: z
      .int()
      .nonnegative()
      .meta({ description: "How many dead-letter messages the operator deleted." }),
  }),
]);
export type CustomerDataCall = z.infer<typeof CustomerDataCall>;

/** A location from which nobody can delete a customer's data before its retention ends. */
export const RetainedData = z.object({
  location: z.string(),
  what: z.string(),
  until: z.iso
    .datetime()
    .nullable()
    .meta({ description: "The end of its retention; null when others decide it." }),
  why: z.string(),
});
export type RetainedData = z.infer<typeof RetainedData>;

/** A customer's data in Postgres, and other locations that may have more. */
export const CustomerFound = z.object({
  at: z.iso.datetime(),
  rows: z.record(z.string(), z.int()).meta({ description: "The number of rows by table." }),
  orderIds: z.array(OrderId),
  underWay: z.array(OrderId).meta({ description: "Orders that are not in a final status." }),
  needAttention: z
    .array(OrderId)
    .meta({ description: "Orders whose stock or money a person has to correct." }),
  retained: z.array(RetainedData),
  /** The locations that the operator searches, because the function's network does not reach them. */
  locations: z.object({
    deadLetters: z.array(z.object({ name: z.string(), url: z.url() })),
    paymentWaits: z.string().meta({ description: "The table's name." }),
  }),
});
export type CustomerFound = z.infer<typeof CustomerFound>;

/** A page of a customer's rows, as stored in the database. */
export const CustomerPage = z.object({
  rows: z.array(
    z.object({
      table: z.string(),
      row: z
        .record(z.string(), z.unknown())
        .register(personal, { what: "a row about the customer" }),
    }),
  ),
  next: RowCursor.nullable(),
});
export type CustomerPage = z.infer<typeof CustomerPage>;

/** `under-way`: nothing was changed, because orders are not final. `erased`: the numbers of changed and deleted rows by table. */
export const CustomerErased = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("under-way"), underWay: z.array(OrderId) }),
  z.object({ outcome: z.literal("erased"), rows: z.record(z.string(), z.int()) }),
]);
export type CustomerErased = z.infer<typeof CustomerErased>;
