import type { DeadLetter } from "./dead-letter.ts";

/** Which dead letters are meant; without a field, whatever it may be. */
export type Filter = {
  readonly ids?: readonly string[];
  readonly place?: string;
  readonly consumer?: string;
  readonly error?: string;
  /** First sent, or begun, no earlier. */
  readonly sinceMs?: number;
  /** A text in the body, or in one of a batch's records. */
  readonly contains?: string;
};

/** Whether a letter is meant, as far as the letter itself tells: its text is looked at elsewhere. */
export function isMeant(letter: DeadLetter, filter: Filter): boolean {
  const { ids, place, consumer, error, sinceMs } = filter;
  return (
    (ids === undefined || ids.includes(letter.id)) &&
    (place === undefined || letter.place === place) &&
    (consumer === undefined || letter.consumer === consumer) &&
    (error === undefined || letter.failure.error === error) &&
    (sinceMs === undefined || letter.firstMs >= sinceMs)
  );
}
