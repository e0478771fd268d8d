import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { type LoadProfile, type LoadShape, profiles } from "../load/load-shape.ts";

/** The options of `npm run capacity`. */
export type CapacityOptions = {
  readonly mode: "compute" | "measure" | "check";
  readonly stage: string;
  readonly shape: LoadShape;
  /** In ascending order. */
  readonly multiples: readonly number[];
  readonly waits: number;
  readonly providerMs: number;
  readonly json: boolean;
};

const names = Object.keys(profiles) as LoadProfile[];
const widest = Math.max(...names.map((name) => name.length));

export const capacityHelp = `npm run capacity -- [options]

  Computes which limit of a stage is met first when the load grows, what is throttled, how long queues become, what to change, and
  what Lambda costs. It simulates the Plan of the stage in steps of a second, with recorded service times that are scaled to the
  memory of each function. Nothing runs and nothing is deployed. docs/capacity.md explains the tables.

  Half of the requests place an order, the others read one or list them, as those of npm run load.

${names.map((name) => `  ${name.padEnd(widest)}  ${profiles[name]}`).join("\n")}

  --rps N           requests a second of today's load (default: 2, which is an order a second)
  --profile NAME    one of these (default: steady)
  --seconds N       how long the load lasts (default: 600)
  --multiples LIST  multiples of the load to compute (default: 1,10,100,1000)
  --stage STAGE     local, dev, personal-NAME, pr-NUMBER or prod (default: prod)
  --waits N         calls of AWS services and of Postgres take N times as long as recorded (default: 1)
  --provider-ms N   the payments provider takes so long to answer (default: 300)
  --json            print everything as JSON

  --measure         measure the service times again, on a system of its own with a new state, and record them; nothing else should
                    run meanwhile
  --check           send a small load (--rps, 4 unless set; --seconds, 60 unless set) to a system of its own on this machine, and
                    print the prediction beside what was measured

  Not modelled: clients that try again; returns, cancellations, declined payments and imports; providers that answer later; versions
  beside each other during a release; environments that Lambda ends when idle; retries that run out; the CPU, capacity and locks of the database; what
  DynamoDB, SQS, KMS, S3, NAT gateways and CloudWatch Logs allow; hot shards; failures of AWS; costs other than Lambda's.

  Exit 0 when it has computed and the load itself (1 times) meets no limit, 1 when it does, 2 for wrong usage.`;

/** Its options for `parseArgs`. */
export const capacityOptions = {
  rps: { type: "string" },
  profile: { type: "string" },
  seconds: { type: "string" },
  multiples: { type: "string" },
  stage: { type: "string" },
  waits: { type: "string" },
  "provider-ms": { type: "string" },
  measure: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

type Values = Given<typeof capacityOptions>["values"];

/** Options that have no effect with --check, and with --measure. */
const unused: { readonly [mode in "check" | "measure"]: readonly (keyof Values)[] } = {
  check: ["multiples", "stage", "provider-ms"],
  measure: ["rps", "profile", "seconds", "multiples", "stage", "waits", "provider-ms"],
};

/** @throws UsageError naming the wrong option */
export function readCapacityOptions({ values }: Given<typeof capacityOptions>): CapacityOptions {
  const { measure, check, json, stage = "prod" } = values;
  if (measure && check) throw new UsageError("Use either --measure or --check.");
  const mode = measure ? "measure" : check ? "check" : "compute";
  if (mode !== "compute") {
    const given = unused[mode].find((name) => values[name] !== undefined);
    if (given) throw new UsageError(`--${given} has no effect with --${mode}.`);
  }
  // A machine bears less than what can be computed.
  const [rps, seconds] = check ? ["4", "60"] : ["2", "600"];
  const { profile: name = "steady", multiples = "1,10,100,1000", waits = "1" } = values;
  const profile = names.find((each) => each === name);
  if (!profile) {
    throw new UsageError(`There is no profile "${name}". There are ${names.join(", ")}.`);
  }
  return {
    mode,
    stage,
    shape: {
      profile,
      ratePerSecond: wholeNumber("--rps", values.rps ?? rps, 1, 100_000),
      seconds: wholeNumber("--seconds", values.seconds ?? seconds, 1, 86_400),
    },
    multiples: multiples
      .split(",")
      .map((text) => wholeNumber("--multiples", text.trim(), 1, 1_000_000))
      .toSorted((a, b) => a - b),
    waits: wholeNumber("--waits", waits, 1, 1_000),
    providerMs: wholeNumber("--provider-ms", values["provider-ms"] ?? "300", 0, 60_000),
    json,
  };
}
