import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorText } from "@stagecraft/cli/error-text";
import { UsageError } from "@stagecraft/cli/usage-error";
import { followLogs, functionsWithLogs } from "@stagecraft/local-stage/logs/follow-logs";
import { printLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { functionCalled } from "./function-called.ts";
import { type LogsOptions, logsHelp, readLogsOptions } from "./logs-options.ts";

/** How many lines there are of what came before, unless an order was asked for. */
const shownBefore = 40;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

try {
  const options = readLogsOptions(process.argv.slice(2), root);
  if (options === "help") console.log(logsHelp);
  else await printLogs(options);
} catch (error) {
  console.error(errorText(error) ?? error);
  process.exitCode = 1;
}

async function printLogs(options: LogsOptions) {
  const { order, once } = options;
  const directory = join(options.stateDirectory, "logs");
  if (!existsSync(directory)) {
    throw new UsageError(
      `No stage has kept its state in ${options.stateDirectory}. Run npm start first, or name its folder with --state.`,
    );
  }
  const functionName = options.function && (await functionNamed(directory, options.function));
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  let before = true;
  const batches = followLogs({
    ...{ directory, functionName },
    signal: once ? undefined : interrupted.signal,
  });
  for await (const batch of batches) {
    const lines = batch
      .filter(({ line }) => order === undefined || line.includes(order))
      .flatMap((line) => printLogLine(line) ?? []);
    const shown = before && order === undefined ? lines.slice(-shownBefore) : lines;
    if (shown.length > 0) console.log(shown.join("\n"));
    before = false;
  }
}

async function functionNamed(directory: string, called: string): Promise<string> {
  const names = await functionsWithLogs(directory);
  const found = functionCalled(called, names);
  if (found !== undefined) return found;
  throw new UsageError(
    `There is no log of "${called}" yet. There are ${names.toSorted().join(", ") || "none"}.`,
  );
}
