import { madeAtMs, type OrderId } from "@stagecraft/contracts/ids";

/** Clocks differ. */
const toleranceMs = 60_000;

/** A time before the first log line and span of an order, whose id is made before them. */
export const earliestMs = (order: OrderId) => madeAtMs(order) - toleranceMs;
