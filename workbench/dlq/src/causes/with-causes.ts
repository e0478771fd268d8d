import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { DeadLetter } from "../letters/dead-letter.ts";
import { notTold } from "../letters/read-letter.ts";
import { causeInLog } from "./cause-in-log.ts";
import { findLogLines } from "./find-log-lines.ts";

/** What looking into logs takes. */
export type CauseContext = {
  readonly logs: CloudWatchLogsClient;
  /** By their names in the program. */
  readonly functions: readonly FunctionDefinition[];
  /** Told once for each log that cannot be read. */
  note(line: string): void;
};

/**
 * Adds to dead letters what their consumers' logs tell of them: a queue's message is looked for by its id, a batch of a
 * stream by its first record and its last invocation. A letter of which the log tells nothing stays as it is.
 */
export async function withCauses(
  letters: readonly DeadLetter[],
  context: CauseContext,
): Promise<readonly DeadLetter[]> {
  const searched = letters.filter((letter) => searchedIds(letter).length > 0);
  const causes = new Map<DeadLetter, DeadLetter>();
  for (const [consumer, own] of Map.groupBy(searched, (letter) => letter.consumer)) {
    const definition = context.functions.find(({ logicalName }) => logicalName === consumer);
    if (!definition) continue;
    const found = await linesOf(definition, own, context);
    for (const letter of own) {
      const cause = causeInLog(searchedIds(letter).flatMap((id) => found.get(id) ?? []));
      if (!cause) continue;
      const { lastMs, ...failure } = cause;
      causes.set(letter, { ...letter, lastMs, failure: { ...letter.failure, ...failure } });
    }
  }
  return letters.map((letter) => causes.get(letter) ?? letter);
}

async function linesOf(
  { logging, logicalName }: FunctionDefinition,
  letters: readonly DeadLetter[],
  { logs, note }: CauseContext,
) {
  try {
    return await findLogLines(logs, {
      logGroupName: logging.logGroup,
      ids: letters.flatMap(searchedIds),
      sinceMs: Math.min(...letters.map(({ firstMs }) => firstMs)),
    });
  } catch (error) {
    const { name, message } = error as Error;
    note(`the log of ${logicalName} cannot be searched for causes: ${name}: ${message}`);
    return new Map<string, []>();
  }
}

function searchedIds({ id, way, failure }: DeadLetter): readonly string[] {
  if (way.to === "queue" && failure.error === notTold) return [id];
  if (way.to !== "stream-consumer") return [];
  return [way.batch.startSequenceNumber, ...(failure.requestId ? [failure.requestId] : [])];
}
