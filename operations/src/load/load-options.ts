import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { stageName } from "../access/stage-name.ts";
import { apiUrl } from "../smoke/api-url.ts";
import { type CustomerToken, customerToken } from "../smoke/customer-token.ts";
import { defaultSeconds, type LoadProfile, type LoadShape, profiles } from "./load-shape.ts";

/** A running stage to send the load to. */
export type LoadTarget = {
  readonly stage: string;
  /** Without a slash at its end. */
  readonly url: string;
  readonly product: string;
  readonly token: CustomerToken;
};

/** The options of `npm run load`. */
export type LoadOptions = {
  readonly shape: LoadShape;
  /** Absent: a system of its own on this machine, with a new state. */
  readonly target?: LoadTarget;
  /** The file of the page. */
  readonly out?: string;
  readonly seed: number;
  readonly json: boolean;
};

const names = Object.keys(profiles) as LoadProfile[];
const widest = Math.max(...names.map((name) => name.length));

export const loadHelp = `npm run load -- [options]

  Sends requests of customers at a rate, whether or not the earlier ones have an answer, and reports throughput, percentiles, cold
  starts, throttles and the waits of each hop. Half of the requests place an order, the others read one or list them. It writes one
  page with plots.

${names.map((name) => `  ${name.padEnd(widest)}  ${profiles[name]} (${defaultSeconds[name]} s)`).join("\n")}

  --profile NAME   one of these (default: steady)
  --rate N         requests a second at most (default: 10)
  --seconds N      how long (default: that of the profile)
  --seed N         another seed gives other arrivals (default: 1)
  --out FILE       the page (default: .stagecraft/load/PROFILE.html)
  --json           print the report as JSON

  Without --url it starts a system of its own on this machine, with a new state, and removes it at the end. To a running stage:

  --url URL        URL of the stage's API; the orders are real, and cost what they cost
  --stage STAGE    its stage: local, dev, personal-NAME, pr-NUMBER or prod
  --product CODE   a product with enough stock, one piece for each order
  --yes            required on prod
  The environment variable SMOKE_TOKEN must have a customer's token that is valid until the end.

  Exit 0 when every request was answered, and for a soak when nothing grew; 1 when not, 2 for wrong usage.`;

/** Its options for `parseArgs`. */
export const loadOptions = {
  profile: { type: "string", default: "steady" },
  rate: { type: "string", default: "10" },
  seconds: { type: "string" },
  seed: { type: "string", default: "1" },
  url: { type: "string" },
  stage: { type: "string" },
  product: { type: "string" },
  yes: { type: "boolean", default: false },
  out: { type: "string" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/**
 * @param token the value of SMOKE_TOKEN
 * @throws UsageError naming the wrong or missing option
 */
export function readLoadOptions(
  { values }: Given<typeof loadOptions>,
  token: string | undefined,
): LoadOptions {
  const { out, json } = values;
  if (out === "") throw new UsageError("--out needs the name of a file.");
  const target = readTarget(values, token);
  return {
    shape: readShape(values),
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 32),
    json,
    ...(out === undefined ? {} : { out }),
    ...(target === undefined ? {} : { target }),
  };
}

type Values = Given<typeof loadOptions>["values"];

function readShape({ profile: given, rate, seconds }: Values): LoadShape {
  const profile = names.find((name) => name === given);
  if (!profile) {
    throw new UsageError(`There is no profile "${given}". There are ${names.join(", ")}.`);
  }
  return {
    profile,
    ratePerSecond: wholeNumber("--rate", rate, 1, 1_000),
    seconds:
      seconds === undefined ? defaultSeconds[profile] : wholeNumber("--seconds", seconds, 1, 3_600),
  };
}

function readTarget(
  { url, stage, product, yes }: Values,
  token: string | undefined,
): LoadTarget | undefined {
  if (url === undefined) {
    const [lone] =
      Object.entries({ stage, product }).find(([, value]) => value !== undefined) ?? [];
    if (lone) throw new UsageError(`--${lone} is only allowed with --url.`);
    return undefined;
  }
  if (stage === undefined || !stageName.test(stage)) {
    throw new UsageError(
      "Set the stage that --url belongs to: --stage local, dev, personal-NAME, pr-NUMBER or prod. A load on prod by mistake takes stock and money.",
    );
  }
  if (stage === "prod" && !yes) {
    throw new UsageError(
      "A load on prod places real orders: it takes stock and charges cards, and it may throttle customers. Add --yes if that is meant.",
    );
  }
  if (!product) throw new UsageError("Set --product: the orders take its stock.");
  return { stage, url: apiUrl(url), product, token: customerToken(token, stage) };
}
