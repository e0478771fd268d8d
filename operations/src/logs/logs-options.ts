import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { OrderId } from "@stagecraft/contracts/ids";
import {
  readStageOptions,
  type StageOptions,
  stageOptions,
  stageOptionsHelp,
} from "../access/open-stage.ts";

/** The options of `npm run logs`. */
export type LogsOptions = StageOptions & {
  /** As the user wrote it: `orders-api` or `OrdersApi`. */
  readonly function?: string;
  readonly order?: OrderId;
  readonly once: boolean;
  /** Only warnings, errors and what failed. */
  readonly errors: boolean;
};

/** How many existing lines are printed first. With `--order` it is all of them. */
export const initialLines = 40;

export const logsHelp = `npm run logs -- [FUNCTION] [options]

  Prints the last ${initialLines} lines of the functions' logs, then follows new lines until Ctrl-C.
  Stack traces are mapped to the source files. The log files themselves hold the original output, as in CloudWatch.

  FUNCTION        only this function, such as orders-api
  --order ID      only lines with this order id, of every function, from the beginning of the order
  --errors        only warnings and errors, and what Lambda says of invocations that failed
  --once          print the existing lines and exit
${stageOptionsHelp}

  The local stage need not run. On AWS new lines come with a delay of some seconds, and your credentials need
  logs:DescribeLogGroups, and logs:FilterLogEvents on the functions' log groups.
  Exit 0 when lines were printed, 1 when the function, the order or the state was not found, 2 for wrong usage, 130 after Ctrl-C.`;

const exampleId = "ord_01JDZ8Q7M0000000000000000A";

/** Its options for `parseArgs`. */
export const logsOptions = {
  ...stageOptions,
  order: { type: "string" },
  errors: { type: "boolean", default: false },
  once: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readLogsOptions({ values, positionals }: Given<typeof logsOptions>): LogsOptions {
  const [name, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(
      `Only one function can be named, not several: "${positionals.join(" ")}".`,
    );
  }
  const order = values.order === undefined ? undefined : orderIdOf(values.order);
  return {
    ...readStageOptions(values),
    once: values.once,
    errors: values.errors,
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
