import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { type LineFile, openLineFile } from "../../common/line-file.ts";
import type { Authority } from "../../iam/authority.ts";
import type { Reports } from "../../stage/report.ts";
import type { LogEntry, LogSink } from "./log-sink.ts";

export type FunctionLogs = LogSink & { close(): void };

/** What writes a log: a function, or a container. */
export type LogWriter = Pick<FunctionDefinition, "logicalName" | "name" | "roleArn">;

/**
 * Writes functions' log entries as JSON lines, one file a function, as the function's role: Lambda creates the stream and
 * puts the events with it; without these permissions the lines are lost.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function createFunctionLogs(options: {
  readonly directory: string;
  readonly functions: readonly LogWriter[];
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
  const files = new Map<string, LineFile>();
  const decided = new Map<string, boolean>();

  function mayWrite(definition: LogWriter, entry: LogEntry): boolean {
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

  function fileOf({ logicalName }: LogWriter): LineFile {
    const open = files.get(logicalName);
    if (open) return open;
    const file = openLineFile(join(options.directory, `${logicalName}.jsonl`), (error) =>
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
      fileOf(definition).write(JSON.stringify({ timestampMs, logStream, line }));
      options.received?.(entry);
    },
    flush(functionName) {
      const definition = byName.get(functionName);
      if (definition) files.get(definition.logicalName)?.flush();
    },
    close() {
      for (const file of files.values()) file.close();
    },
  };
}
