import type { EventId } from "@stagecraft/contracts/ids";
import type { DueEvent } from "@stagecraft/database/outbox-repository";

/** What arrived, and why the rest did not: the service's codes, or what a call threw. */
export type Sent = { readonly arrived: EventId[]; readonly faults: unknown[] };

/** Sends events, of each order one at most, and tells which arrived. */
export type SendEvents = (events: readonly DueEvent[]) => Promise<Sent>;

/** Where events of the outbox go. */
export type Destination = {
  /** As it stands in the outbox. */
  readonly name: string;
  /** How long an event is left to whoever stored it, who publishes it right after the commit. */
  readonly graceMs: number;
  readonly send: SendEvents;
};
