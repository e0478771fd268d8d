import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { MapFrames } from "../logs/map-frames.ts";
import { summarizeError } from "../logs/summarize-error.ts";
import type { Trouble } from "./trouble.ts";

/** Collects what goes wrong, and tells who started the stage. */
export type Troubles = {
  add(trouble: Trouble): void;
  /** The function has logged this line. The lines of an invocation must come before its outcome. */
  recordLine(functionName: string, line: string): void;
  /** The function has handled its event, or failed with this reason. */
  recordOutcome(functionNameOrArn: string, failure: string | undefined): void;
  /** The queue has received a dead-letter message or a failure record. */
  addDeadLetter(queueArn: string): void;
};

/** So many failures in a row are no accident. SQS and Lambda retry twice or more by default. */
const failuresInARow = 3;

/** `onTrouble` gets each trouble; a function that keeps failing is one trouble until it succeeds. */
export function createTroubles(
  {
    functions,
    queues,
    mapFrames,
  }: {
    readonly functions: readonly FunctionDefinition[];
    readonly queues: readonly QueueDefinition[];
    readonly mapFrames: MapFrames;
  },
  onTrouble: (trouble: Trouble) => void,
): Troubles {
  const failures = new Map<string, number>();
  const errors = new Map<string, string>();
  /** Functions that have logged an error since their last outcome. */
  const haveLoggedError = new Set<string>();
  return {
    add: onTrouble,
    recordLine(functionName, line) {
      // The first is the cause: Lambda's runtime logs after it what the handler threw.
      if (haveLoggedError.has(functionName)) return;
      const error = summarizeError(line, mapFrames);
      if (error === undefined) return;
      haveLoggedError.add(functionName);
      errors.set(functionName, error);
    },
    recordOutcome(nameOrArn, reason) {
      const found = functions.find(({ arn, name }) => [arn, name].includes(nameOrArn));
      if (!found) return;
      const { name, logicalName } = found;
      haveLoggedError.delete(name);
      if (reason === undefined) {
        failures.delete(name);
        errors.delete(name);
        return;
      }
      const times = (failures.get(name) ?? 0) + 1;
      failures.set(name, times);
      if (times !== failuresInARow) return;
      const error = errors.get(name);
      onTrouble({
        kind: "function-failing",
        functionName: logicalName,
        times,
        reason,
        ...(error !== undefined && { error }),
      });
    },
    addDeadLetter(queueArn) {
      const found = queues.find(({ arn }) => arn === queueArn);
      if (found) onTrouble({ kind: "dead-letter-message", queue: found.logicalName });
    },
  };
}
