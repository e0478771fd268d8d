import type { FaultDraws } from "./draw-faults.ts";
import type { DeliveryFault } from "./fault.ts";

/** How one message comes: so much later, and perhaps a second time so long after that. */
export type Delivery = { readonly delayMs: number; readonly againAfterMs?: number };

/** Asked once for each message, batch or event of a source, by its name in the program. */
export type PlanDelivery = (source: string) => Delivery;

const atOnce: Delivery = { delayMs: 0 };

/** Without faults everything comes at once, and once. */
export const deliverAtOnce: PlanDelivery = () => atOnce;

export function planDelivery(draws: FaultDraws, faults: readonly DeliveryFault[]): PlanDelivery {
  return (source) => {
    const concerning = faults.filter((fault) => (fault.source ?? source) === source);
    const struck = draws.strike(source, concerning);
    if (!struck) return atOnce;
    const { fault, chance } = struck;
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
