import { resolve } from "node:path";
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

/** The command line of `npm run dashboard`. */
export type DashboardOptions = StageOptions & {
  /** The dashboard's name in the program or in CloudWatch; absent: the only one. */
  readonly name?: string;
  readonly hours: number;
  readonly theme: "light" | "dark";
  readonly format: "svg" | "html";
  /** The file to write. */
  readonly out: string;
};

/** CloudWatch keeps values of a minute for 15 days, and longer ones in longer periods. */
const mostHours = 15 * 24;

export const dashboardHelp = `npm run dashboard -- [NAME] [options]

  Draws a CloudWatch dashboard of the stage with the values of the last hours, as one file that a browser shows.
  Results of log queries are not drawn.

  NAME            the dashboard's name, when the program has several
  --hours N       the hours until now, 1 to ${mostHours} (default: 3)
  --out FILE      the file, which ends in .svg or .html (default: .stagecraft/dashboard-STAGE.svg). A page of HTML is light or
                  dark as the browser is
  --dark          an SVG in light colours on a dark ground
${stageOptionsHelp}

  The local stage must run. On AWS your credentials need cloudwatch:GetDashboard, cloudwatch:GetMetricData and
  cloudwatch:DescribeAlarms.
  Exit 0 written, 1 the program has no such dashboard, or the stage has not, 2 wrong usage.`;

/** Its options for `parseArgs`. */
export const dashboardOptions = {
  ...stageOptions,
  hours: { type: "string", default: "3" },
  out: { type: "string" },
  dark: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/**
 * @param root the folder of the repository, in which the default file is
 * @throws UsageError naming the option that is wrong
 */
export function readDashboardOptions(
  { values, positionals }: Given<typeof dashboardOptions>,
  root: string,
): DashboardOptions {
  const [name, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`Say one dashboard, not "${positionals.join(" ")}".`);
  }
  const stage = readStageOptions(values);
  const out = values.out ?? `${root}/.stagecraft/dashboard-${stage.stage}.svg`;
  const format = /\.(svg|html)$/.exec(out)?.[1];
  if (format !== "svg" && format !== "html") {
    throw new UsageError(`--out takes a file that ends in .svg or .html, not "${out}".`);
  }
  return {
    ...stage,
    ...(name === undefined ? {} : { name }),
    hours: wholeNumber("--hours", values.hours, 1, mostHours),
    theme: values.dark ? "dark" : "light",
    format,
    out: resolve(out),
  };
}
