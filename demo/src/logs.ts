import { fileURLToPath } from "node:url";
import { endWithReader } from "./end-with-reader.ts";
import { type InterruptedError, interruptionOf, onInterruption } from "./interruption.ts";
import { logsHelp, readLogsOptions } from "./logs/logs-options.ts";
import { printLogs } from "./logs/print-logs.ts";
import { isForThePerson } from "./person-error.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const complain = (text: string) => console.error(`logs: ${text}`);
const signal = onInterruption(leave);
endWithReader();

try {
  const options = readLogsOptions(process.argv.slice(2), root);
  if (options === "help") console.log(logsHelp);
  else {
    const result = await printLogs(options, {
      ...{ root, signal, note: complain },
      print: (text) => console.log(text),
    });
    if (!result.ok) complain(result.reason);
    process.exitCode = interruptionOf(signal)?.exitCode ?? (result.ok ? 0 : 1);
  }
} catch (error) {
  if (isForThePerson(error)) complain(error.message);
  else console.error(error);
  process.exitCode = isForThePerson(error) ? 2 : 1;
}

function leave({ exitCode }: InterruptedError): never {
  process.exit(exitCode);
}
