import type { EventId } from "@stagecraft/contracts/ids";
import type { DueEvent } from "@stagecraft/database/outbox/outbox-repository";

/** The events that were sent, and errors about the others: the service's codes, or what a call threw. */
export type Sent = { readonly sentIds: EventId[]; readonly errors: unknown[] };

/** Sends events, at most one of each order. */
export type SendEvents = (events: readonly DueEvent[]) => Promise<Sent>;

/** A destination of the outbox's events. */
export type Destination = {
  /** Its name in the outbox. */
  readonly name: string;
  /** How old an event must be: the code that stored it publishes it right after its commit. */
  readonly graceMs: number;
  readonly send: SendEvents;
};
