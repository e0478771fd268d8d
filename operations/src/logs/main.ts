import { fileURLToPath } from "node:url";
import { interruptionOf } from "@stagecraft/cli/interruption";
import { runCommand } from "@stagecraft/cli/run-command";
import type { LogSource } from "./log-source.ts";
import { type LogsOptions, logsHelp, logsOptions, readLogsOptions } from "./logs-options.ts";
import { openLogSource } from "./open-log-source.ts";
import { printLogs } from "./print-logs.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const printError = (text: string) => console.error(`logs: ${text}`);

await runCommand({
  name: "logs",
  help: logsHelp,
  options: logsOptions,
  words: true,
  endsInOrder: true,
  async run(given, { signal }) {
    const options = readLogsOptions(given);
    const opened = await openLogSource(options, root);
    if (!opened.ok) {
      printError(opened.reason);
      return 1;
    }
    try {
      return await print(options, opened.source, signal);
    } finally {
      opened.source.close();
    }
  },
});

async function print(options: LogsOptions, source: LogSource, signal: AbortSignal): Promise<0 | 1> {
  const result = await printLogs(options, source, {
    root,
    signal,
    warn: printError,
    print: (text) => console.log(text),
  });
  // The reader closed the pipe, as `head` does.
  if (interruptionOf(signal)?.signalName === "SIGPIPE") return 0;
  signal.throwIfAborted();
  if (!result.ok) printError(result.reason);
  return result.ok ? 0 : 1;
}
