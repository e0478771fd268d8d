import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import type { Contract } from "./contract.ts";

/** The contract of a dead-letter message; undefined when the program has none for it. */
export function contractOf(
  { target, consumer, source }: DeadLetterMessage,
  contracts: readonly Contract[],
): Contract | undefined {
  switch (target.kind) {
    case "queue":
      return contracts.find(({ via }) => via.kind === "queue" && via.queue === target.name);
    case "stream-consumer":
      return contracts.find(
        ({ via, consumer: declared }) =>
          via.kind === "stream" &&
          via.stream === target.batch.stream &&
          declared.inside === consumer,
      );
    case "state-machine":
      return contracts.find(({ via }) => via.kind === "workflow" && via.machine === target.name);
    case "function":
      return contracts.find(
        ({ via, consumer: declared }) =>
          (via.kind === "object" || via.kind === "schedule") && declared.inside === consumer,
      );
    case "none":
      return contracts.find(({ deadLetters }) => deadLetters?.source === source);
  }
}
