import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { stageName } from "../access/stage-name.ts";

/** The options of `npm run fit`. */
export type FitOptions =
  | { readonly mode: "functions"; readonly stage: string; readonly json: boolean }
  /** Writes the page of a new workload; `answers` is a file, without which a person is asked. */
  | { readonly mode: "new"; readonly name: string; readonly answers?: string }
  /** Checks that the pages of workloads are those of their answers. */
  | { readonly mode: "check" };

export const fitHelp = `npm run fit -- [options]

  Says for each function whether it fits functions: what starts it, payload, duration, memory, CPU, state, sockets and concurrency,
  each with what is left of the platform's limit, where the figure is from, and what can run the code when it no longer fits. It
  reads the Plan, the contracts, the recorded service times and the evidence; nothing runs.

  --stage STAGE    local, dev, personal-NAME, pr-NUMBER or prod (default: local)
  --json           everything as JSON, with each limit and its page

  --new NAME       asks about a workload that does not exist yet, and writes docs/workloads/NAME.md: whether it fits and why, what
                   else can run it, and for each of the six stages what to decide, when it is done and the command that proves it.
                   The answers are kept in docs/workloads/NAME.json
  --answers FILE   with --new: takes the answers from a file instead of asking
  --check          compares the pages in docs/workloads with their answers; exit 1 when one is stale

  Exit 0 every function fits, at least in part, or the page is written; 1 one does not fit; 2 there is no evidence for one, or wrong
  usage.`;

/** The options for parseArgs. */
export const fitOptions = {
  stage: { type: "string" },
  json: { type: "boolean", default: false },
  new: { type: "string" },
  answers: { type: "string" },
  check: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the wrong option */
export function readFitOptions({ values }: Given<typeof fitOptions>): FitOptions {
  const { stage, json, new: name, answers, check } = values;
  if (answers !== undefined && name === undefined) {
    throw new UsageError("--answers needs --new NAME, the name of the workload.");
  }
  if (check && name !== undefined) throw new UsageError("Use either --check or --new.");
  if ((check || name !== undefined) && (stage !== undefined || json)) {
    throw new UsageError(
      `${stage === undefined ? "--json" : "--stage"} has no effect with ${check ? "--check" : "--new"}.`,
    );
  }
  if (check) return { mode: "check" };
  if (name !== undefined) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      throw new UsageError(
        `"${name}" is not a name for a workload: use lower-case letters, digits and hyphens, as in video-transcoder.`,
      );
    }
    return { mode: "new", name, ...(answers === undefined ? {} : { answers }) };
  }
  if (stage !== undefined && !stageName.test(stage)) {
    throw new UsageError(
      `There is no stage "${stage}". There are local, dev, personal-NAME, pr-NUMBER and prod.`,
    );
  }
  return { mode: "functions", stage: stage ?? "local", json };
}
