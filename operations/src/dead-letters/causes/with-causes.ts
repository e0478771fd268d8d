import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import { causeUnknown } from "../messages/read-message.ts";
import { causeInLog } from "./cause-in-log.ts";
import { findLogLines } from "./find-log-lines.ts";

/** What the search for causes needs. */
export type CauseContext = {
  readonly logs: CloudWatchLogsClient;
  readonly functions: readonly FunctionDefinition[];
  /** Called for each log that cannot be read. */
  warn(line: string): void;
};

/**
 * Adds causes from the consumers' logs. A message of a queue is searched by its id, a batch of a stream by its first sequence
 * number and its last request id. Messages without a match stay unchanged.
 */
export async function withCauses(
  messages: readonly DeadLetterMessage[],
  context: CauseContext,
): Promise<readonly DeadLetterMessage[]> {
  const searched = messages.filter((message) => searchedIds(message).length > 0);
  const causes = new Map<DeadLetterMessage, DeadLetterMessage>();
  for (const [consumer, own] of Map.groupBy(searched, (message) => message.consumer)) {
    const definition = context.functions.find(({ logicalName }) => logicalName === consumer);
    if (!definition) continue;
    const found = await linesOf(definition, own, context);
    for (const message of own) {
      const cause = causeInLog(searchedIds(message).flatMap((id) => found.get(id) ?? []));
      if (!cause) continue;
      const { lastMs, ...failure } = cause;
      causes.set(message, { ...message, lastMs, failure: { ...message.failure, ...failure } });
    }
  }
  return messages.map((message) => causes.get(message) ?? message);
}

async function linesOf(
  { logging, logicalName }: FunctionDefinition,
  messages: readonly DeadLetterMessage[],
  { logs, warn }: CauseContext,
) {
  try {
    return await findLogLines(logs, {
      logGroupName: logging.logGroup,
      ids: messages.flatMap(searchedIds),
      sinceMs: Math.min(...messages.map(({ firstMs }) => firstMs)),
    });
  } catch (error) {
    const { name, message } = error as Error;
    warn(`the log of ${logicalName} cannot be searched for causes: ${name}: ${message}`);
    return new Map<string, []>();
  }
}

function searchedIds({ id, target, failure }: DeadLetterMessage): readonly string[] {
  if (target.kind === "queue" && failure.error === causeUnknown) return [id];
  if (target.kind !== "stream-consumer") return [];
  return [target.batch.startSequenceNumber, ...(failure.requestId ? [failure.requestId] : [])];
}
