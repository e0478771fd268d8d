import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import type { OrderId } from "@stagecraft/contracts/ids";
import {
  readStageOptions,
  type StageOptions,
  stageOptions,
  stageOptionsHelp,
} from "../access/open-stage.ts";
import { readOrderId } from "../access/read-order-id.ts";

/** The command line of `npm run trace`. */
export type TraceOptions = StageOptions & {
  readonly order: OrderId;
  readonly everySpan: boolean;
  readonly json: boolean;
  /** The file of the page; absent: the waterfall is printed. */
  readonly html?: string;
};

export const traceHelp = `npm run trace -- ORDER [options]

  One order's whole life as a waterfall: every invocation that dealt with it, from the request to the projection, with its failed
  calls, its requests to other systems and its log lines. Traces that are only linked are followed.

  "started" is the time since the first invocation. "waited 5 min after ChargePayment" is the time in which no function ran: a
  message in its queue, a delay before a retry, or another system that had to answer. A trace ends with the last invocation:
  npm run orders says what the order waits for now.

  ORDER           the order's id: ord_ and 26 characters
  --spans         every span
  --html FILE     write the whole as one page that needs nothing else
  --json          print JSON
${stageOptionsHelp}

  The local stage need not run. On AWS the spans come from CloudWatch's Transaction Search (log group aws/spans), and your
  credentials need logs:FilterLogEvents there and on the functions' log groups, and logs:DescribeLogGroups.
  Exit 0 done, 1 nothing is known of the order, 2 wrong usage.`;

/** Its options for `parseArgs`. */
export const traceOptions = {
  ...stageOptions,
  spans: { type: "boolean", default: false },
  html: { type: "string" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming what is wrong. */
export function readTraceOptions({
  values,
  positionals,
}: Given<typeof traceOptions>): TraceOptions {
  const [text, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`Say one order, not "${positionals.join(" ")}".`);
  if (!text) throw new UsageError("Say an order.");
  const { spans, json, html } = values;
  if (html === "") throw new UsageError("--html needs the name of a file.");
  return {
    ...readStageOptions(values),
    order: readOrderId(text),
    everySpan: spans,
    json,
    ...(html === undefined ? {} : { html: resolve(html) }),
  };
}
