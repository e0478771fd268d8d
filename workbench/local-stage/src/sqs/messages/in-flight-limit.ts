import { quotas } from "@stagecraft/plan/quotas";
import type { MessageStore } from "./message-store.ts";

/** Approximately what AWS allows to be in flight in one queue, standard or FIFO. */
const maximumInFlight = quotas.sqs.inFlightMessages.value;

export type InFlightLimit = {
  /** How many of `wanted` messages may be received now. */
  take(queueName: string, wanted: number, nowMs: number): number;
};

/** Counts a queue's messages in flight only when the remainder of the last count is used up. */
export function createInFlightLimit(messages: MessageStore): InFlightLimit {
  const known = new Map<string, number>();
  return {
    take(queueName, wanted, nowMs) {
      let room = known.get(queueName) ?? 0;
      if (room < wanted) room = Math.max(0, maximumInFlight - messages.inFlight(queueName, nowMs));
      const taken = Math.min(room, wanted);
      known.set(queueName, room - taken);
      return taken;
    },
  };
}
