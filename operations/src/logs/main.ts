import { fileURLToPath } from "node:url";
import { interruptionOf } from "@stagecraft/cli/interruption";
import { runCommand } from "@stagecraft/cli/run-command";
import { logsHelp, logsOptions, readLogsOptions } from "./logs-options.ts";
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
    const result = await printLogs(readLogsOptions(given, root), {
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
  },
});
