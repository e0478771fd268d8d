import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { compareWholeOrders } from "./bench/compare-whole-orders.ts";
import { benchDecisions } from "./bench/decisions.ts";
import { benchFunctions } from "./bench/functions.ts";
import { benchGrowth } from "./bench/growth.ts";
import { benchIdempotency } from "./bench/idempotency.ts";
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
};
const names = Object.keys(benches).join(", ");

const help = `npm run bench -- [NAME...] [--seconds N] [--rounds N] [--orders N] [--against REF]

  Measures the performance of the local stage, and what the functions, their first invocations and their telemetry cost. Nothing else
  should run on the machine.
  NAME          what is measured: ${names}
                (default: all)
  --seconds N   how long orders are sent (default: 60)
  --rounds N    how many processes of each function and variant \`functions\` and \`telemetry\` start, and how often
                \`whole-orders\` measures each of two trees (default: 15)
  --orders N    how many orders \`growth\` sends (default: 1000)
  --against REF a commit, such as main, which \`functions\` and \`whole-orders\` measure by turns with this tree; its packages
                are installed when its package-lock.json differs`;

await runCommand({
  name: "bench",
  help,
  options: {
    seconds: { type: "string", default: "60" },
    rounds: { type: "string", default: "15" },
    orders: { type: "string", default: "1000" },
    against: { type: "string" },
  },
  words: true,
  endsInOrder: true,
  run: ({ values, positionals }, { signal, log }) =>
    bench(positionals, {
      seconds: wholeNumber("--seconds", values.seconds, 1, 600),
      rounds: wholeNumber("--rounds", values.rounds, 1, 1_000),
      orders: wholeNumber("--orders", values.orders, 20, 100_000),
      against: values.against,
      signal,
      log,
    }),
});

async function bench(given: readonly string[], options: BenchOptions): Promise<ExitCode> {
  const measures = (given.length > 0 ? given : Object.keys(benches)).map((name) => {
    const measure = Object.hasOwn(benches, name) ? benches[name] : undefined;
    if (!measure) throw new UsageError(`There is no measurement "${name}". There are ${names}.`);
    return measure;
  });
  const [cpu] = cpus();
  console.log(
    `machine: ${cpus().length} x ${cpu?.model}, ${process.platform}, Node ${process.version}`,
  );
  for (const measure of measures) {
    console.log(await measure(options));
    options.signal.throwIfAborted();
  }
  return 0;
}
