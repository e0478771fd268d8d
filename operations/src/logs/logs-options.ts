import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { OrderId } from "@stagecraft/contracts/ids";

/** What `npm run logs` was asked for. */
export type LogsOptions = {
  readonly stateDirectory: string;
  /** As the person wrote it: `orders-api` or `OrdersApi`. */
  readonly function?: string;
  readonly order?: OrderId;
  readonly once: boolean;
};

/** How many lines there are of what came before, unless an order was asked for. */
export const shownBefore = 40;

export const logsHelp = `npm run logs -- [FUNCTION] [options]

  Prints the last ${shownBefore} lines of the functions' logs, then follows what comes until Ctrl-C.
  Stacks name the sources; the log files keep what the functions wrote, as CloudWatch would.

  FUNCTION       one function, such as orders-api
  --order ID     every line that names this order, from the beginning
  --once         end after the lines that are there
  --state DIR    the state of the stage (default: .stagecraft/local)

  Exit 0 when lines were printed, 1 when nothing is known of what was asked for, 2 for wrong use, 130 after Ctrl-C.`;

const exampleId = "ord_01JDZ8Q7M0000000000000000A";

/** What it takes. */
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
  const [called, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`One function at a time, or all: "${positionals.join(" ")}" are several.`);
  }
  if (values.state === "") throw new UsageError("--state takes the folder of a stage's state.");
  const order = values.order === undefined ? undefined : orderIdOf(values.order);
  return {
    once: values.once,
    stateDirectory: resolve(values.state ?? `${root}/.stagecraft/local`),
    ...(called === undefined ? {} : { function: called }),
    ...(order === undefined ? {} : { order }),
  };
}

function orderIdOf(text: string): OrderId {
  const { success, data } = OrderId.safeParse(text);
  if (success) return data;
  throw new UsageError(
    `--order takes an order's id, ord_ and 26 characters such as ${exampleId}: "${text}" is none.`,
  );
}
