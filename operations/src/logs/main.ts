import { fileURLToPath } from "node:url";
import { interruptionOf } from "@stagecraft/cli/interruption";
import { runCommand } from "@stagecraft/cli/run-command";
import { logsHelp, logsOptions, readLogsOptions } from "./logs-options.ts";
import { printLogs } from "./print-logs.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const complain = (text: string) => console.error(`logs: ${text}`);

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
      note: complain,
      print: (text) => console.log(text),
    });
    // Whoever reads the output has read enough, as `head` does.
    if (interruptionOf(signal)?.signalName === "SIGPIPE") return 0;
    signal.throwIfAborted();
    if (!result.ok) complain(result.reason);
    return result.ok ? 0 : 1;
  },
});
