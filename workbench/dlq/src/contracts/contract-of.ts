import type { DeadLetter } from "../letters/dead-letter.ts";
import type { Contract } from "./contract.ts";

/** The contract under which a dead letter was on its way; undefined when the program declares none. */
export function contractOf(
  { way, consumer, place }: DeadLetter,
  contracts: readonly Contract[],
): Contract | undefined {
  switch (way.to) {
    case "queue":
      return contracts.find(({ via }) => via.kind === "queue" && via.queue === way.name);
    case "stream-consumer":
      return contracts.find(
        ({ via, consumer: declared }) =>
          via.kind === "stream" && via.stream === way.batch.stream && declared.inside === consumer,
      );
    case "state-machine":
      return contracts.find(({ via }) => via.kind === "workflow" && via.machine === way.name);
    case "function":
      return contracts.find(
        ({ via, consumer: declared }) =>
          (via.kind === "object" || via.kind === "schedule") && declared.inside === consumer,
      );
    case "nowhere":
      return contracts.find(({ deadLetters }) => deadLetters?.place === place);
  }
}
