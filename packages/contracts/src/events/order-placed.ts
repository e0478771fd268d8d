import * as z from "zod";
import { StoredCustomerId } from "../customer-id.ts";
import { OrderId } from "../ids.ts";
import { Amount, Currency } from "../money.ts";
import { cloudEvent, eventSource } from "./cloud-event.ts";
import { eventVersions } from "./event-versions.ts";

const event = { type: "order.placed", source: eventSource("orders-api") } as const;

const order = {
  orderId: OrderId,
  version: z.int().positive(),
  customerId: StoredCustomerId,
  orderedOn: z.iso.date(),
  country: z.string(),
  lineCount: z.int().positive(),
};

/** Version 1 had the total and its currency in two fields. It is no longer written, and may still be in flight. */
export const OrderPlacedV1 = cloudEvent({
  ...event,
  version: 1,
  data: z.object({ ...order, currency: Currency, totalMinor: z.int().nonnegative() }),
});

/** An order was placed; `subject` is the order. */
export const OrderPlaced = cloudEvent({
  ...event,
  version: 2,
  data: z.object({ ...order, total: Amount }),
});
export type OrderPlaced = z.infer<typeof OrderPlaced>;

/** What a consumer accepts: `acceptEvent(orderPlacedVersions, body)`. */
export const orderPlacedVersions = eventVersions(OrderPlacedV1).next(
  OrderPlaced,
  ({ data: { totalMinor, currency, ...rest }, ...envelope }) => ({
    ...envelope,
    dataschema: OrderPlaced.shape.dataschema.value,
    data: { ...rest, total: { amountMinor: totalMinor, currency } },
  }),
);
