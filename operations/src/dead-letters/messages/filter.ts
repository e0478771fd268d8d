import type { DeadLetterMessage } from "./dead-letter-message.ts";

/** Selects dead-letter messages. A field that is absent matches all. */
export type Filter = {
  readonly ids?: readonly string[];
  readonly source?: string;
  readonly consumer?: string;
  readonly error?: string;
  /** First sent or started at this time or later. */
  readonly sinceMs?: number;
  /** A text in the body, or in a record of the batch. */
  readonly contains?: string;
};

/** Whether a message matches the filter, all but `contains`: `scanMessages` checks that. */
export function matchesFilter(message: DeadLetterMessage, filter: Filter): boolean {
  const { ids, source, consumer, error, sinceMs } = filter;
  return (
    (ids === undefined || ids.includes(message.id)) &&
    (source === undefined || message.source === source) &&
    (consumer === undefined || message.consumer === consumer) &&
    (error === undefined || message.failure.error === error) &&
    (sinceMs === undefined || message.firstMs >= sinceMs)
  );
}
