import { existsSync } from "node:fs";
import { join } from "node:path";
import { followLogs, functionsWithLogs } from "@stagecraft/local-stage/logs/follow-logs";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { printLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { findFunction } from "./find-function.ts";
import { initialLines, type LogsOptions } from "./logs-options.ts";
import { orderNotFound } from "./order-not-found.ts";

type PrintLogsContext = {
  /** The program's folder, which has the source maps of its Plans. */
  readonly root: string;
  readonly signal: AbortSignal;
  print(text: string): void;
  /** Prints a message that is not a log line. */
  warn(text: string): void;
};

/** `reason` explains why there are no lines to print. */
export type LogsResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Prints the existing lines of a stage's logs, then new lines until the signal. */
export async function printLogs(
  options: LogsOptions,
  { root, signal, print, warn }: PrintLogsContext,
): Promise<LogsResult> {
  const { stateDirectory, order, once } = options;
  const directory = join(stateDirectory, "logs");
  const missing = missingState(stateDirectory, directory);
  if (missing) return { ok: false, reason: missing };
  const names = (await functionsWithLogs(directory)).toSorted();
  const functionName = options.function && findFunction(options.function, names);
  if (options.function && !functionName) {
    const others =
      names.length > 0 ? `Functions with logs: ${names.join(", ")}.` : "There are none.";
    return {
      ok: false,
      reason: `No logs of a function "${options.function}" in ${stateDirectory}. ${others}`,
    };
  }
  const mapFrames = createMapFrames(root);
  const formatted = (lines: readonly LogLine[]) =>
    lines.flatMap((line) => printLogLine(line) ?? []).map(mapFrames);

  let isFirst = true;
  for await (const batch of followLogs({
    directory,
    // For an order, all logs are read: when this function has no lines, the message names the functions that have.
    ...(functionName && !order && { functionName }),
    ...(!once && { signal }),
  })) {
    const selected = batch.filter(
      (line) =>
        (!functionName || line.functionName === functionName) &&
        (!order || line.line.includes(order)),
    );
    if (isFirst && selected.length === 0) {
      const { reason, mayAppear } = order
        ? orderNotFound(order, batch, { stateDirectory, functionName })
        : { reason: `No function in ${stateDirectory} has logged anything yet.`, mayAppear: true };
      if (once || !mayAppear) return { ok: false, reason };
      warn(`${reason} Waiting for new lines.`);
    }
    const shown =
      isFirst && !order ? formatted(selected).slice(-initialLines) : formatted(selected);
    if (shown.length > 0) print(shown.join("\n"));
    isFirst = false;
  }
  if (once || signal.aborted) return { ok: true };
  return { ok: false, reason: `The state in ${stateDirectory} was deleted.` };
}

function missingState(stateDirectory: string, directory: string): string | undefined {
  const next = "Run npm start first, or set the folder of a stage's state with --state.";
  if (!existsSync(stateDirectory)) return `There is no folder ${stateDirectory}. ${next}`;
  if (!existsSync(directory)) return `There is no stage's state in ${stateDirectory}. ${next}`;
  return undefined;
}
