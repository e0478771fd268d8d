import type { FaultDraws } from "./draw-faults.ts";
import type { DeliveryFault } from "./fault.ts";

/** How one message is delivered: after a delay, and perhaps a second time `againAfterMs` later. */
type Delivery = { readonly delayMs: number; readonly againAfterMs?: number };

/** Called once for each message, batch or event of a source. `source` is its name in the program. */
export type DecideDelivery = (source: string) => Delivery;

const atOnce: Delivery = { delayMs: 0 };

/** Without faults everything is delivered at once, and once. */
export const deliverAtOnce: DecideDelivery = () => atOnce;

/** `faults` are those that are in force now. */
export function createDecideDelivery(
  draws: FaultDraws,
  faults: () => readonly DeliveryFault[],
): DecideDelivery {
  return (source) => {
    const concerning = faults().filter((fault) => (fault.source ?? source) === source);
    const drawn = draws.draw(source, concerning);
    if (!drawn) return atOnce;
    const { fault, chance } = drawn;
    draws.count(fault.kind);
    switch (fault.kind) {
      case "duplicated":
        return { delayMs: 0, againAfterMs: fault.afterMs ?? 0 };
      case "delayed":
        return { delayMs: fault.delayMs };
      case "reordered":
        return { delayMs: Math.ceil(fault.withinMs * chance) };
    }
  };
}
