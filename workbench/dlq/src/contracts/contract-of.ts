import type { DeadLetter } from "../letters/dead-letter.ts";
import type { Crossing } from "./crossing.ts";

/** The contract under which a dead letter was on its way; undefined when the program declares none. */
export function contractOf(
  { way, consumer, place }: DeadLetter,
  crossings: readonly Crossing[],
): Crossing | undefined {
  switch (way.to) {
    case "queue":
      return crossings.find(({ via }) => via.kind === "queue" && via.queue === way.name);
    case "stream-consumer":
      return crossings.find(
        ({ via, consumer: declared }) =>
          via.kind === "stream" && via.stream === way.batch.stream && declared.inside === consumer,
      );
    case "state-machine":
      return crossings.find(({ via }) => via.kind === "workflow" && via.machine === way.name);
    case "function":
      return crossings.find(
        ({ via, consumer: declared }) =>
          (via.kind === "object" || via.kind === "schedule") && declared.inside === consumer,
      );
    case "nowhere":
      return crossings.find(({ deadLetters }) => deadLetters?.place === place);
  }
}
