import { fileURLToPath } from "node:url";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { compareWholeOrders } from "./bench/compare-whole-orders.ts";
import { benchComparison, type ComparisonPart, comparisonParts } from "./bench/comparison.ts";
import { benchDecisions } from "./bench/decisions.ts";
import { benchFunctions } from "./bench/functions.ts";
import { benchGrowth } from "./bench/growth.ts";
import { benchIdempotency } from "./bench/idempotency.ts";
import { machine } from "./bench/machine.ts";
import { benchMemoryModel } from "./bench/memory-model.ts";
import { benchNoOp } from "./bench/no-op.ts";
import { benchPlacing, benchWholeOrders } from "./bench/orders.ts";
import { benchStart } from "./bench/start-up.ts";
import { benchTelemetry } from "./bench/telemetry.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

type BenchOptions = {
  readonly seconds: number;
  readonly rounds: number;
  readonly orders: number;
  /** A commit. */
  readonly against: string | undefined;
  readonly only: ComparisonPart | undefined;
  readonly json: boolean;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
};

const benches: { readonly [name: string]: (options: BenchOptions) => Promise<string> } = {
  start: () => benchStart(root),
  "no-op": () => benchNoOp(),
  decisions: () => benchDecisions(root),
  idempotency: () => benchIdempotency(root),
  growth: (options) => benchGrowth(root, options),
  "memory-model": ({ signal }) => benchMemoryModel(signal),
  functions: (options) => benchFunctions(root, options),
  telemetry: (options) => benchTelemetry(root, options),
  placing: (options) => benchPlacing(root, options),
  "whole-orders": ({ against, ...options }) =>
    against === undefined
      ? benchWholeOrders(root, options)
      : compareWholeOrders(against, { ...options, root }),
  comparison: (options) => benchComparison(root, options),
};
const names = Object.keys(benches).join(", ");
/** What is measured without a name: all that needs no packages from the registry. */
const usual = Object.keys(benches).filter((name) => name !== "comparison");

const help = `npm run bench -- [NAME...] [--seconds N] [--rounds N] [--orders N] [--against REF]
                      [--only http|local] [--json]

  Measures the performance of the local stage, and what the functions, their first invocations and their telemetry cost. Nothing else
  should run on the machine. \`comparison\` measures what one would pick instead, with the same work: it installs frameworks and local
  tools from the npm registry into a temporary folder.
  NAME          what is measured: ${names}
                (default: all but comparison)
  --seconds N   how long orders are sent (default: 60)
  --rounds N    how many processes of each function and variant \`functions\`, \`telemetry\` and \`comparison\` start, and how
                often \`whole-orders\` measures each of two trees (default: 15); local tools start in a third of the rounds
  --orders N    how many orders \`growth\` sends (default: 1000)
  --against REF a commit, such as main, which \`functions\` and \`whole-orders\` measure by turns with this tree; its packages
                are installed when its package-lock.json differs
  --only PART   measures only the frameworks (http) or the local tools (local) of \`comparison\`
  --json        prints the result of \`comparison\` as JSON`;

await runCommand({
  name: "bench",
  help,
  options: {
    seconds: { type: "string", default: "60" },
    rounds: { type: "string", default: "15" },
    orders: { type: "string", default: "1000" },
    against: { type: "string" },
    only: { type: "string" },
    json: { type: "boolean", default: false },
  },
  words: true,
  endsInOrder: true,
  run: ({ values, positionals }, { signal, log }) =>
    bench(positionals, {
      seconds: wholeNumber("--seconds", values.seconds, 1, 600),
      rounds: wholeNumber("--rounds", values.rounds, 1, 1_000),
      orders: wholeNumber("--orders", values.orders, 20, 100_000),
      against: values.against,
      only: partOf(values.only),
      json: values.json,
      signal,
      log,
    }),
});

async function bench(given: readonly string[], options: BenchOptions): Promise<ExitCode> {
  const measures = (given.length > 0 ? given : usual).map((name) => {
    const measure = Object.hasOwn(benches, name) ? benches[name] : undefined;
    if (!measure) throw new UsageError(`There is no measurement "${name}". There are ${names}.`);
    return measure;
  });
  if (options.json && given.join() !== "comparison") {
    throw new UsageError("--json is for comparison alone.");
  }
  if (!options.json) console.log(`machine: ${machine()}`);
  for (const measure of measures) {
    console.log(await measure(options));
    options.signal.throwIfAborted();
  }
  return 0;
}

function partOf(name: string | undefined): ComparisonPart | undefined {
  const part = comparisonParts.find((each) => each === name);
  if (name !== undefined && part === undefined) {
    throw new UsageError(`--only has no part "${name}". There are ${comparisonParts.join(", ")}.`);
  }
  return part;
}
