import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import {
  readStageOptions,
  type StageOptions,
  stageOptions,
  stageOptionsHelp,
} from "../access/open-stage.ts";

/** The command line of `npm run executions`. */
export type ExecutionsOptions = StageOptions & { readonly json: boolean } & (
    | { readonly command: "list"; readonly failed: boolean; readonly limit: number }
    | { readonly command: "show"; readonly id: string }
  );

export const executionsHelp = `npm run executions -- list | show ID [options]

  Shows executions of the order workflow in words.

  list            the latest executions with their state and their error
  show            the history of one: each state, the attempts of its tasks with their errors, waits, retries, catchers, and
                  the result. Inputs and outputs are not shown, because they can contain task tokens

  ID              an order's id, the name of an execution, or its ARN. An order that was started again shows every execution
  --failed        list only executions that failed or timed out. An execution that ended its order as failed has succeeded:
                  npm run orders -- --failed lists such orders
  --limit N       list at most N (default: 20)
${stageOptionsHelp}
  --json          print JSON

  On AWS your credentials need states:DescribeExecution, GetExecutionHistory and ListExecutions.
  Exit 0 done, also when nothing was found to list; 1 there is no execution ID; 2 wrong usage.`;

/** Its options for `parseArgs`. */
export const executionsOptions = {
  ...stageOptions,
  failed: { type: "boolean", default: false },
  limit: { type: "string", default: "20" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

const largestLimit = 1_000;

/** @throws UsageError naming what is wrong. */
export function readExecutionsOptions({
  values,
  positionals,
}: Given<typeof executionsOptions>): ExecutionsOptions {
  const { json, failed } = values;
  const [command, id, ...more] = positionals;
  const shared = { ...readStageOptions(values), json };
  if (command === "list") {
    if (id !== undefined) throw new UsageError(`list takes no id ("${id}"). Use show.`);
    const limit = wholeNumber("--limit", values.limit, 1, largestLimit);
    return { command, ...shared, failed, limit };
  }
  if (command === "show") {
    if (id === undefined || more.length > 0) {
      throw new UsageError("show takes one id: an order's id, an execution's name or its ARN.");
    }
    if (failed) throw new UsageError("--failed is an option of list, not of show.");
    return { command, ...shared, id };
  }
  throw new UsageError(
    command === undefined
      ? "Say list, or show and an id."
      : `There is no command "${command}". Commands: list, show.`,
  );
}
