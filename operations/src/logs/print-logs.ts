import { existsSync } from "node:fs";
import { join } from "node:path";
import { followLogs, functionsWithLogs } from "@stagecraft/local-stage/logs/follow-logs";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { printLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { findFunction } from "./find-function.ts";
import { type LogsOptions, shownBefore } from "./logs-options.ts";
import { orderNotFound } from "./order-not-found.ts";

/** What is to be done with the lines, and when it is enough. */
type Surroundings = {
  /** The folder of the program, where its Plans have left the source maps. */
  readonly root: string;
  readonly signal: AbortSignal;
  print(text: string): void;
  /** Tells what is no line of a log. */
  note(text: string): void;
};

/** `reason` says why what was asked for is not there. */
export type LogsResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Prints the logs of a stage's functions: what is there, and until the signal what comes. */
export async function printLogs(
  options: LogsOptions,
  { root, signal, print, note }: Surroundings,
): Promise<LogsResult> {
  const { stateDirectory, order, once } = options;
  const directory = join(stateDirectory, "logs");
  const missing = missingState(stateDirectory, directory);
  if (missing) return { ok: false, reason: missing };
  const names = (await functionsWithLogs(directory)).toSorted();
  const functionName = options.function && findFunction(options.function, names);
  if (options.function && !functionName) {
    const others = names.length > 0 ? `These have: ${names.join(", ")}.` : "None has.";
    return {
      ok: false,
      reason: `No function called "${options.function}" has logged anything in ${stateDirectory}. ${others}`,
    };
  }
  const mapFrames = createMapFrames(root);
  const printed = (lines: readonly LogLine[]) =>
    lines.flatMap((line) => printLogLine(line) ?? []).map(mapFrames);

  let before = true;
  for await (const batch of followLogs({
    directory,
    // Who knows nothing of an order should hear whether somebody else does.
    ...(functionName && !order && { functionName }),
    ...(!once && { signal }),
  })) {
    const wanted = batch.filter(
      (line) =>
        (!functionName || line.functionName === functionName) &&
        (!order || line.line.includes(order)),
    );
    if (before && wanted.length === 0) {
      const { reason, mayCome } = order
        ? orderNotFound(order, batch, { stateDirectory, functionName })
        : { reason: `No function has logged anything yet in ${stateDirectory}.`, mayCome: true };
      if (once || !mayCome) return { ok: false, reason };
      note(`${reason} What comes is printed.`);
    }
    const shown = before && !order ? printed(wanted).slice(-shownBefore) : printed(wanted);
    if (shown.length > 0) print(shown.join("\n"));
    before = false;
  }
  if (once || signal.aborted) return { ok: true };
  return { ok: false, reason: `The state in ${stateDirectory} was removed.` };
}

function missingState(stateDirectory: string, directory: string): string | undefined {
  const next = "Run npm start first, or name the folder of a stage's state with --state.";
  if (!existsSync(stateDirectory))
    return `There is no ${stateDirectory}: no stage has run. ${next}`;
  if (!existsSync(directory)) return `No stage has kept its state in ${stateDirectory}. ${next}`;
  return undefined;
}
