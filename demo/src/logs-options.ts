import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "@stagecraft/cli/usage-error";

/** What `npm run logs` was asked for. */
export type LogsOptions = {
  readonly stateDirectory: string;
  /** As the person wrote it: `orders-api` or `OrdersApi`. */
  readonly function?: string;
  readonly order?: string;
  readonly once: boolean;
};

export const logsHelp = `npm run logs -- [FUNCTION] [options]

  Prints the last lines of the functions' logs, and follows what comes until Ctrl-C.

  FUNCTION       one function, such as orders-api
  --order ID     every line that names this order, from the beginning
  --once         do not follow
  --state DIR    the state of the stage (default: .stagecraft/local)
  --help`;

/** @throws UsageError, and TypeError of parseArgs, naming the option that is wrong. */
export function readLogsOptions(args: readonly string[], root: string): LogsOptions | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      order: { type: "string" },
      once: { type: "boolean", default: false },
      state: { type: "string", default: `${root}/.stagecraft/local` },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  if (values.order === "") throw new UsageError("--order takes an order's id, such as ord_01M8...");
  const [called] = positionals;
  return {
    once: values.once,
    stateDirectory: resolve(values.state),
    ...(called === undefined ? {} : { function: called }),
    ...(values.order === undefined ? {} : { order: values.order }),
  };
}
