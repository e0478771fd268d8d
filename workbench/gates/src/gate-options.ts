import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";

/** The options of `npm run gate`. */
export type GateOptions = {
  /** In the order in which gates run. */
  readonly gates: readonly string[];
  /** In the order in which they were given, without duplicates. */
  readonly stages: readonly string[];
  readonly json: boolean;
  /** Whether missing evidence may be recorded, which takes a while. */
  readonly mayRun: boolean;
  /** The reason for new limits, which are to be recorded instead of checked. */
  readonly record?: string;
  /** The commit to compare with, instead of checking. */
  readonly against?: string;
};

export const waiversFile = "infra/waivers.json";

export const gateHelp = (known: readonly string[]) => `npm run gate -- [NAME ...] [options]

  Checks the program against the rules of the named gates, or of all gates: ${known.join(", ")}
  --stage STAGE   the stage, or several: --stage local,dev,prod (default: local)
  --no-run        do not record missing evidence; rules that need it are not checked
  --json          the report as JSON
  --against REF   instead of checking, compare what the gate latency counts with the commit REF, as Markdown for a pull request
  --record WHY    instead of checking, record what the program has now as the new limits of the gates latency and budget, with
                  the reason
  Exit 0 clean or only warnings, 1 findings, 2 the check was not possible, or wrong usage.
  ${waiversFile} contains waivers, a list of { "rule": "iam/wildcard-action", "resource": "Orders", "reason": "...",
  "by": "anna", "until": "2027-01-31" }; a waiver with "stage": "prod" is only for that stage.`;

/** The options for parseArgs. */
export const gateOptions = {
  stage: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
  "no-run": { type: "boolean", default: false },
  against: { type: "string" },
  record: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming an unknown gate or an invalid stage name */
export function readGateOptions(
  { values, positionals }: Given<typeof gateOptions>,
  known: readonly string[],
): GateOptions {
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no gate "${unknown}". There are ${known.join(", ")}.`);
  }
  const stages = (values.stage ?? ["local"]).flatMap((list) => list.split(","));
  const wrong = stages.find((stage) => !/^[a-zA-Z0-9-]{1,128}$/.test(stage));
  if (wrong !== undefined) {
    throw new UsageError(`"${wrong}" is not a valid stage name: use letters, digits and hyphens.`);
  }
  return {
    gates: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
    stages: [...new Set(stages)],
    json: values.json,
    mayRun: !values["no-run"],
    ...(values.against === undefined ? {} : { against: values.against }),
    ...(values.record === undefined ? {} : { record: reasonFrom(values.record) }),
  };
}

function reasonFrom(text: string): string {
  const reason = text.trim();
  if (reason !== "") return reason;
  throw new UsageError("--record needs the reason for new limits, which is written beside them.");
}
