import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import type { FreeTier } from "./bill.ts";

/** The options of `npm run cost`. */
export type CostOptions = {
  readonly mode: "report" | "refresh";
  readonly stage: string;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly freeTier: FreeTier;
  readonly json: boolean;
  /** The file of the page to write. */
  readonly html: string | undefined;
  /** The commit to compare with. */
  readonly against: string | undefined;
  /** Settings of infra/stages.ts with other values: `{ "relayEvery": "1 hour" }`. */
  readonly whatIf: { readonly [setting: string]: string };
};

const freeTiers: readonly FreeTier[] = ["none", "all-accounts", "older-accounts"];

export const costHelp = `npm run cost -- [options]
npm run cost -- refresh [--region REGION]

  Computes what a stage costs in a month: what its Plan declares, what the program was measured to use (infra/cost/metered-usage.json) and
  AWS's prices. Nothing runs and nothing is deployed. docs/cost.md explains the numbers.

  --stage STAGE       the stage (default: local)
  --profile NAME      the traffic, a name in infra/cost/budgets.json (default: the first that the stage is meant for)
  --free-tier WHICH   what is subtracted: none, all-accounts (what every account has for ever) or older-accounts (with what accounts
                      from before 2025-07-15 have in their first year) (default: none)
  --region REGION     the region whose prices count (default: the stage's)
  --what-if SETTING=VALUE
                      runs the program with another value of a setting of infra/stages.ts, such as relayEvery="1 hour" or
                      network.egress=nat-gateway, and prints the difference by resource and by billed unit; several are possible, a list
                      has commas, and a name that does not exist prints those that do
  --against REF       prints instead the difference to the commit REF, as Markdown for a pull request
  --html FILE         also writes a page without any other file: the cost over the load, and what dominates it
  --json              prints the report as JSON

  refresh             reads the prices from AWS's price list (pricing:GetProducts, with the credentials of the environment), writes them
                      with today's date, and prints what has changed. Prices that the list does not have stay as they are.

  Exit 0 when everything has a price, 1 when something has none, 2 for wrong usage.`;

/** Its options for `parseArgs`. */
export const costOptions = {
  stage: { type: "string", default: "local" },
  profile: { type: "string" },
  "free-tier": { type: "string", default: "none" },
  region: { type: "string" },
  "what-if": { type: "string", multiple: true },
  against: { type: "string" },
  html: { type: "string" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the wrong option */
export function readCostOptions({ values, positionals }: Given<typeof costOptions>): CostOptions {
  const [word, ...more] = positionals;
  if (more.length > 0 || (word !== undefined && word !== "refresh")) {
    throw new UsageError(`"${positionals.join(" ")}" is not understood: there is only refresh.`);
  }
  const freeTier = freeTiers.find((each) => each === values["free-tier"]);
  if (!freeTier) {
    throw new UsageError(
      `There is no free tier "${values["free-tier"]}". There are ${freeTiers.join(", ")}.`,
    );
  }
  if (values.against !== undefined && values["what-if"] !== undefined) {
    throw new UsageError("Use either --against or --what-if.");
  }
  return {
    mode: word === "refresh" ? "refresh" : "report",
    stage: values.stage,
    profile: values.profile,
    region: values.region,
    freeTier,
    json: values.json,
    html: values.html,
    against: values.against,
    whatIf: Object.fromEntries((values["what-if"] ?? []).map(setting)),
  };
}

function setting(text: string): readonly [string, string] {
  const [, name, value] = /^([\w.]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `--what-if needs a setting and a value, as in relayEvery="1 hour", not "${text}".`,
    );
  }
  return [name, value];
}
