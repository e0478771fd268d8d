import { foldFrames } from "@stagecraft/local-stage/logs/fold-frames";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { printLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { findFunction } from "./find-function.ts";
import { isProblem } from "./is-problem.ts";
import type { LogSource } from "./log-source.ts";
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

type PrintedLogs = Pick<LogsOptions, "order" | "once" | "errors" | "function">;

/** Prints the existing lines of a stage's logs, then new lines until the signal. */
export async function printLogs(
  options: PrintedLogs,
  source: LogSource,
  { root, signal, print, warn }: PrintLogsContext,
): Promise<LogsResult> {
  const { order, once, errors, function: given } = options;
  const { place } = source;
  const names = [...new Set(await source.functions())].toSorted();
  const functionName = given && findFunction(given, names);
  if (given && !functionName) {
    const others =
      names.length > 0 ? `Functions with logs: ${names.join(", ")}.` : "There are none.";
    return { ok: false, reason: `No logs of a function "${given}" ${place}. ${others}` };
  }
  const mapFrames = createMapFrames(root);
  const formatted = (lines: readonly LogLine[]) =>
    lines.flatMap((line) => printLogLine(line) ?? []).map((text) => foldFrames(mapFrames(text)));

  let isFirst = true;
  for await (const batch of source.follow({ functionName, order, once, signal })) {
    const selected = batch.filter(
      (line) =>
        (!functionName || line.functionName === functionName) &&
        (!order || line.line.includes(order)) &&
        (!errors || isProblem(line.line)),
    );
    if (isFirst && selected.length === 0) {
      const { reason, mayAppear } = nothingFound(options, batch, { source, functionName });
      if (once || !mayAppear) return { ok: false, reason };
      warn(`${reason} Waiting for new lines.`);
    }
    const shown =
      isFirst && !order ? formatted(selected).slice(-initialLines) : formatted(selected);
    if (shown.length > 0) print(shown.join("\n"));
    isFirst = false;
  }
  if (once || signal.aborted) return { ok: true };
  return { ok: false, reason: `The state ${place} was deleted.` };
}

function nothingFound(
  { order, errors }: PrintedLogs,
  batch: readonly LogLine[],
  {
    source,
    functionName,
  }: { readonly source: LogSource; readonly functionName: string | undefined },
): { readonly reason: string; readonly mayAppear: boolean } {
  if (errors) {
    const subject = [
      "warning or error",
      ...(functionName ? [`of ${functionName}`] : []),
      ...(order ? [`about ${order}`] : []),
    ].join(" ");
    return { reason: `There is no ${subject} ${source.place}.`, mayAppear: true };
  }
  if (order) return orderNotFound(order, batch, source, functionName);
  return { reason: `No function ${source.place} has logged anything yet.`, mayAppear: true };
}
