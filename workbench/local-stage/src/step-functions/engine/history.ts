import { quotas } from "@stagecraft/plan/quotas";
import type { Clock } from "../../common/clock.ts";
import type { Execution, Thread } from "./execution.ts";
import type { ExecutionStore } from "./execution-store.ts";
import type { Failure } from "./failure.ts";

/** The details of an event, under the name for its type: `taskFailedEventDetails`. */
export type EventDetails = { readonly [name: string]: unknown };

/** Events of one execution. */
export const maximumEvents = quotas.stepFunctions.historyEvents.value;

export type History = ReturnType<typeof createHistory>;

/** Writes what happens to executions, in the shapes of https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export function createHistory(store: ExecutionStore, clock: Clock) {
  function add(execution: Execution, previousEventId: number, type: string, details: EventDetails) {
    execution.lastEventId += 1;
    const event = {
      timestamp: clock.nowMs() / 1_000,
      type,
      id: execution.lastEventId,
      previousEventId,
      ...details,
    };
    store.addEvent(execution, JSON.stringify(event));
    return execution.lastEventId;
  }
  return {
    /** Adds an event that belongs to no thread. Returns its id. */
    add,
    /** Adds the next event of a thread. Returns its id. */
    follow(thread: Thread, type: string, details: EventDetails = {}) {
      const id = add(thread.execution, thread.data.lastEventId, type, details);
      thread.data = { ...thread.data, lastEventId: id };
      store.change(thread);
      return id;
    },
  };
}

/** Data in an event; AWS says with each that it is not truncated. */
export function dataDetails<Name extends string>(name: Name, text: string) {
  return { [name]: text, [`${name}Details`]: { truncated: false } };
}

/** The details of a failure, without what is unknown. */
export function failureDetails({ error, cause }: Failure) {
  return { ...(error !== undefined && { error }), ...(cause ? { cause } : {}) };
}
