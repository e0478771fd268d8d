import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Trouble } from "./trouble.ts";

/** Collects what goes wrong, and tells who started the stage. */
export type Troubles = {
  add(trouble: Trouble): void;
  /** The function has handled its event, or failed with this reason. */
  recordOutcome(functionNameOrArn: string, failure: string | undefined): void;
  /** The queue has received what nobody could handle. */
  addDeadLetter(queueArn: string): void;
};

/** So many failures in a row are no accident. SQS and Lambda retry twice or more by default. */
const failuresInARow = 3;

/** `onTrouble` gets each trouble; a function that keeps failing is one trouble until it succeeds. */
export function createTroubles(
  {
    functions,
    queues,
  }: {
    readonly functions: readonly FunctionDefinition[];
    readonly queues: readonly QueueDefinition[];
  },
  onTrouble: (trouble: Trouble) => void,
): Troubles {
  const failures = new Map<string, number>();
  return {
    add: onTrouble,
    recordOutcome(nameOrArn, reason) {
      const found = functions.find(({ arn, name }) => [arn, name].includes(nameOrArn));
      if (!found) return;
      const { logicalName: functionName } = found;
      const times = reason === undefined ? 0 : (failures.get(functionName) ?? 0) + 1;
      failures.set(functionName, times);
      if (reason !== undefined && times === failuresInARow) {
        onTrouble({ kind: "function-failing", functionName, times, reason });
      }
    },
    addDeadLetter(queueArn) {
      const found = queues.find(({ arn }) => arn === queueArn);
      if (found) onTrouble({ kind: "dead-letter-message", queue: found.logicalName });
    },
  };
}
