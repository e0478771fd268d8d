import * as z from "zod";
import { CustomerId } from "./customer-id.ts";
import { OrderId } from "./ids.ts";

/** Where a page of rows begins: in that table, behind the row with that key or at its start. */
export const RowCursor = z.object({
  table: z.string(),
  after: z.array(z.union([z.string(), z.number()])).optional(),
});
export type RowCursor = z.infer<typeof RowCursor>;

const asked = {
  customerId: CustomerId,
  by: z.string().min(1).meta({ description: "Who asks, as AWS knows them." }),
  reason: z.string().meta({ description: "Why, such as the request's number. It is kept." }),
};

/** What an operator calls the function for customers' data with. */
export const CustomerDataCall = z.discriminatedUnion("call", [
  z.strictObject({ call: z.literal("find"), customerId: CustomerId }),
  z.strictObject({ call: z.literal("export"), ...asked, from: RowCursor.optional() }),
  z.strictObject({
    call: z.literal("erase"),
    ...asked,
    deadLetters: z.int().nonnegative().meta({ description: "Those that were removed." }),
  }),
]);
export type CustomerDataCall = z.infer<typeof CustomerDataCall>;

/** A place where a customer's data may be that nobody can take out of it. */
export const KeptPlace = z.object({
  place: z.string(),
  what: z.string(),
  until: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When it is gone by itself; null when that is for others to say." }),
  why: z.string(),
});
export type KeptPlace = z.infer<typeof KeptPlace>;

/** What is known of a customer, and where else there may be more. */
export const CustomerFound = z.object({
  at: z.iso.datetime(),
  rows: z.record(z.string(), z.int()).meta({ description: "How many, by table." }),
  orderIds: z.array(OrderId),
  underWay: z.array(OrderId).meta({ description: "Those that have not ended." }),
  needAttention: z
    .array(OrderId)
    .meta({ description: "Those whose money a person has to settle." }),
  kept: z.array(KeptPlace),
  /** What the operator can look through, and the network of the function does not lead to. */
  places: z.object({
    deadLetters: z.array(z.object({ name: z.string(), url: z.url() })),
    paymentWaits: z.string().meta({ description: "The table's name." }),
  }),
});
export type CustomerFound = z.infer<typeof CustomerFound>;

/** Some of a customer's rows, as they stand in the database. */
export const CustomerPage = z.object({
  rows: z.array(z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) })),
  next: RowCursor.nullable(),
});
export type CustomerPage = z.infer<typeof CustomerPage>;

/** `under-way`: nothing was changed, for orders have not ended. `erased` counts the rows that were changed or removed, by table. */
export const CustomerErased = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("under-way"), underWay: z.array(OrderId) }),
  z.object({ outcome: z.literal("erased"), rows: z.record(z.string(), z.int()) }),
]);
export type CustomerErased = z.infer<typeof CustomerErased>;
