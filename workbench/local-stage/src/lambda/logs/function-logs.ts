import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Authority } from "../../iam/authority.ts";
import type { Reports } from "../../stage/report.ts";
import type { LogEntry, LogSink } from "./log-sink.ts";

export type FunctionLogs = LogSink & { close(): Promise<void> };

/**
 * Writes functions' log entries as JSON lines, one file a function, as the function's role: Lambda creates the stream and
 * puts the events with it; without these permissions the lines are lost.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function createFunctionLogs(options: {
  readonly directory: string;
  readonly functions: readonly FunctionDefinition[];
  readonly region: string;
  readonly accountId: string;
  readonly authority: Authority;
  readonly reports: Reports;
  /** Called with each entry that CloudWatch Logs receives. */
  readonly received?: (entry: LogEntry) => void;
}): FunctionLogs {
  const { authority, reports, functions } = options;
  mkdirSync(options.directory, { recursive: true });
  const byName = new Map(functions.map((definition) => [definition.name, definition]));
  const files = new Map<string, WriteStream>();
  const decided = new Map<string, boolean>();

  function mayWrite(definition: FunctionDefinition, entry: LogEntry): boolean {
    const stream = `${entry.logGroup}:${entry.logStream}`;
    const known = decided.get(stream);
    if (known !== undefined) return known;
    const resource = `arn:aws:logs:${options.region}:${options.accountId}:log-group:${entry.logGroup}:log-stream:${entry.logStream}`;
    const caller = {
      kind: "role",
      roleArn: definition.roleArn,
      functionName: definition.name,
    } as const;
    const allowed = ["logs:CreateLogStream", "logs:PutLogEvents"].every((action) => {
      const authorization = authority.authorize(caller, { action, resource });
      if (authorization.allowed) return true;
      reports.add({
        kind: "denied",
        key: `denied ${definition.name} ${action}`,
        message: `the logs of ${definition.logicalName} are lost: it may not ${action} on ${resource}\n  ${authorization.explanation}`,
      });
      return false;
    });
    decided.set(stream, allowed);
    return allowed;
  }

  function fileOf({ logicalName }: FunctionDefinition): WriteStream {
    const open = files.get(logicalName);
    if (open) return open;
    const file = createWriteStream(join(options.directory, `${logicalName}.jsonl`), { flags: "a" });
    file.on("error", (error) =>
      reports.add({
        kind: "failed",
        key: `log file ${logicalName}`,
        message: `the logs of ${logicalName} cannot be written: ${error.message}`,
      }),
    );
    files.set(logicalName, file);
    return file;
  }

  return {
    write(entry) {
      const definition = byName.get(entry.functionName);
      if (!definition || !mayWrite(definition, entry)) return;
      const { timestampMs, logStream, line } = entry;
      fileOf(definition).write(`${JSON.stringify({ timestampMs, logStream, line })}\n`);
      options.received?.(entry);
    },
    written(functionName) {
      const definition = byName.get(functionName);
      const file = definition && files.get(definition.logicalName);
      if (!file || file.writableLength === 0) return Promise.resolve();
      return new Promise((resolve) => file.write("", () => resolve()));
    },
    async close() {
      await Promise.all(
        [...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))),
      );
    },
  };
}
