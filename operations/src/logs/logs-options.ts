import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { OrderId } from "@stagecraft/contracts/ids";

/** The options of `npm run logs`. */
export type LogsOptions = {
  readonly stateDirectory: string;
  /** As the user wrote it: `orders-api` or `OrdersApi`. */
  readonly function?: string;
  readonly order?: OrderId;
  readonly once: boolean;
};

/** How many existing lines are printed first. With `--order` it is all of them. */
export const initialLines = 40;

export const logsHelp = `npm run logs -- [FUNCTION] [options]

  Prints the last ${initialLines} lines of the functions' logs, then follows new lines until Ctrl-C.
  Stack traces are mapped to the source files. The log files themselves hold the original output, as in CloudWatch.

  FUNCTION       only this function, such as orders-api
  --order ID     only lines with this order id, from the beginning of the logs
  --once         print the existing lines and exit
  --state DIR    the stage's state folder (default: .stagecraft/local)

  Exit 0 when lines were printed, 1 when the function, the order or the state was not found, 2 for wrong usage, 130 after Ctrl-C.`;

const exampleId = "ord_01JDZ8Q7M0000000000000000A";

/** Its options for `parseArgs`. */
export const logsOptions = {
  order: { type: "string" },
  once: { type: "boolean", default: false },
  state: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readLogsOptions(
  { values, positionals }: Given<typeof logsOptions>,
  root: string,
): LogsOptions {
  const [name, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(
      `Only one function can be named, not several: "${positionals.join(" ")}".`,
    );
  }
  if (values.state === "") throw new UsageError("--state needs the folder of a stage's state.");
  const order = values.order === undefined ? undefined : orderIdOf(values.order);
  return {
    once: values.once,
    stateDirectory: resolve(values.state ?? `${root}/.stagecraft/local`),
    ...(name === undefined ? {} : { function: name }),
    ...(order === undefined ? {} : { order }),
  };
}

function orderIdOf(text: string): OrderId {
  const { success, data } = OrderId.safeParse(text);
  if (success) return data;
  throw new UsageError(
    `--order needs an order id such as ${exampleId} (ord_ and 26 characters), not "${text}".`,
  );
}
