import { strangerIn } from "./explain-letters.ts";
import type { Letter } from "./letters.ts";
import type { Strangers } from "./strangers.ts";

/** What `npm run dlq -- replay --json` says of a letter. */
export type Replayed = {
  readonly letter: { readonly id: string; readonly place: string; readonly body: string };
  readonly result: { readonly kind: string; readonly why?: string };
};

/** What a replay did wrong: it has to send every letter that was there but those of strangers, and to refuse these. */
export function judgeReplay(
  due: readonly Letter[],
  replayed: readonly Replayed[],
  strangers: Strangers,
): readonly string[] {
  const dealtWith = new Set(replayed.map(({ letter }) => `${letter.place} ${letter.id}`));
  return [
    ...due
      .map(({ place, messageId }) => `${place} ${messageId}`)
      .filter((name) => !dealtWith.has(name))
      .map((name) => `${name}: the replay passed it over`),
    ...replayed.flatMap(({ letter, result: { kind, why } }) => {
      const expected = strangerIn(letter, strangers) === undefined ? "sent" : "refused";
      // One that could not be deleted when it was sent is listed again, and deleted then.
      if (kind === expected || (kind === "finished" && expected === "sent")) return [];
      const because = why === undefined ? "" : `: ${why}`;
      return [`${letter.place} ${letter.id}: ${kind} instead of ${expected}${because}`];
    }),
  ];
}
