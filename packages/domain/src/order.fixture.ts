import { OrderId } from "@stagecraft/contracts/ids";
import type { Order } from "./order.ts";

/** A fulfilled order with two prices of one code, and another code. */
export const fulfilledOrder: Order = {
  id: OrderId.parse("ord_01JDZ8Q7M0000000000000000A"),
  status: "fulfilled",
  version: 3,
  customerId: "cus_17850",
  reference: "536365",
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  totalMinor: 3_388,
  lines: [
    { line: 1, code: "85123A", quantity: 6, returned: 0, priceMinor: 255 },
    { line: 2, code: "71053", quantity: 2, returned: 1, priceMinor: 339 },
    { line: 3, code: "85123A", quantity: 4, returned: 0, priceMinor: 295 },
  ],
  createdAt: new Date("2010-12-01T08:26:00Z"),
};
