import type { DeadLetterMessage } from "./dead-letter-messages.ts";
import { poisonKeyOf } from "./explain-messages.ts";
import type { PoisonMessages } from "./poison-messages.ts";

/** What `npm run dlq -- redrive --json` prints about a message. */
export type RedriveOutcome = {
  readonly message: { readonly id: string; readonly source: string; readonly body: string };
  readonly result: { readonly kind: string; readonly why?: string };
};

/** The problems of a redrive: it has to refuse poison messages, and to send every other message. */
export function checkRedrive(
  messages: readonly DeadLetterMessage[],
  outcomes: readonly RedriveOutcome[],
  poisonMessages: PoisonMessages,
): readonly string[] {
  const processed = new Set(outcomes.map(({ message }) => `${message.source} ${message.id}`));
  return [
    ...messages
      .map(({ source, messageId }) => `${source} ${messageId}`)
      .filter((name) => !processed.has(name))
      .map((name) => `${name}: the redrive skipped it`),
    ...outcomes.flatMap(({ message, result: { kind, why } }) => {
      const expected = poisonKeyOf(message, poisonMessages) === undefined ? "sent" : "refused";
      // A message that was sent but not deleted is listed again, and deleted then.
      if (kind === expected || (kind === "deleted" && expected === "sent")) return [];
      const cause = why === undefined ? "" : `: ${why}`;
      return [`${message.source} ${message.id}: ${kind} instead of ${expected}${cause}`];
    }),
  ];
}
