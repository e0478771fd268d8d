import type { BuiltVariants } from "./build-variants.ts";
import { differencesOf, type Quartiles, quartilesOf, ratiosOf } from "./compare.ts";
import type { Measurement } from "./measure-functions.ts";
import { measuredFunctions } from "./measured-functions.ts";
import { type VariantName, variants } from "./variants.ts";

/** The most that tracing may cost: the ratio of the processor times of the import, and the added processor time of a request. */
const targets = { initRatio: 1.08, requestMs: 0.15 } as const;

/** The costs as tables in Markdown, a line for each import and each call. */
export function printMeasurements(
  built: BuiltVariants,
  measurements: readonly Measurement[],
): string {
  return [
    `init: processor time of the import, and its ratio to the function without tracing (target: ${targets.initRatio})`,
    "| function | bytes, gzip | without tracing | init | sampled | unsampled | without log lines | without metrics |",
    "|---|---|---|---|---|---|---|---|",
    ...measuredFunctions.map(({ name }) => initRow(name, built, measurements)),
    "",
    `a warm request: processor time, and the difference to the function without tracing (target: ${targets.requestMs} ms)`,
    "| call | spans, bytes | base | sampled | on the clock | unsampled | without log lines | without metrics |",
    "|---|---|---|---|---|---|---|---|",
    ...measuredFunctions.flatMap(({ name, calls }) =>
      calls.map((call) => callRow(name, call.name, measurements)),
    ),
  ].join("\n");
}

function initRow(
  functionName: string,
  { whole, untraced }: BuiltVariants,
  measurements: readonly Measurement[],
): string {
  const cpu = (variant: VariantName) =>
    select(measurements, { functionName, name: "init", variant }).map(({ cost }) => cost.cpuUs);
  const [now, before] = [whole[functionName], untraced[functionName]];
  const ratio = (variant: VariantName) => text(ratiosOf(cpu(variant), cpu("untraced")), 1, 3);
  return row([
    functionName,
    `${now?.bytes}, ${now?.gzipBytes}`,
    `${before?.bytes}, ${before?.gzipBytes}`,
    `${text(quartilesOf(cpu("untraced")), 1000, 0)} ms`,
    ...others.map(ratio),
  ]);
}

function callRow(functionName: string, name: string, measurements: readonly Measurement[]): string {
  const of = (variant: VariantName, cost: "cpuUs" | "wallUs" = "cpuUs") =>
    select(measurements, { functionName, name, variant }).map((each) => each.cost[cost]);
  const more = (variant: VariantName, cost?: "cpuUs" | "wallUs") =>
    `${text(differencesOf(of(variant, cost), of("untraced", cost)), 1000, 3)} ms`;
  const [sampled] = select(measurements, { functionName, name, variant: "sampled" });
  return row([
    `${functionName}, ${name}`,
    `${sampled?.spans}, ${sampled?.spanBytes}`,
    `${text(quartilesOf(of("untraced")), 1000, 3)} ms`,
    more("sampled"),
    more("sampled", "wallUs"),
    ...others.slice(1).map((variant) => more(variant)),
  ]);
}

const others = (Object.keys(variants) as VariantName[]).filter((name) => name !== "untraced");

function select(
  measurements: readonly Measurement[],
  wanted: { functionName: string; name: string; variant: VariantName },
): readonly Measurement[] {
  const { functionName, name, variant } = wanted;
  return measurements.filter(
    (each) => each.functionName === functionName && each.name === name && each.variant === variant,
  );
}

function text({ low, median, high }: Quartiles, divisor: number, digits: number): string {
  const [from, middle, to] = [low, median, high].map((value) => (value / divisor).toFixed(digits));
  return `${middle} [${from} to ${to}]`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
