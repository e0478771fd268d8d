import type { BundleSettings } from "@stagecraft/plan/bundles/bundle-settings";
import { inRounds } from "../../in-rounds.ts";
import { quartilesOf, ratiosOf } from "../../telemetry/compare.ts";
import type { MeasuredCall } from "../../telemetry/measured-functions.ts";
import { runFunction } from "../../telemetry/run-function.ts";
import { openSpanSink } from "../../telemetry/span-sink.ts";
import type { Alternatives } from "../alternatives.ts";
import { problemOf } from "../problem-of.ts";
import { buildHttpFunctions } from "./build-http-functions.ts";
import { httpCalls, warmCalls } from "./http-calls.ts";
import type { ComparedCost, HttpResult } from "./http-result.ts";

/** The processor times of one function, a value a round, in microseconds. */
type Samples = { readonly [name: string]: readonly number[] };

/**
 * Measures the functions of `httpVariants` in `rounds` new processes each: processor time from the import to the first result, and of
 * warm invocations. A function that cannot be built or run is left out of the rest, and its result says why.
 */
export async function compareHttp(
  alternatives: Alternatives,
  {
    settings,
    rounds,
    calls = httpCalls,
    signal,
    log,
  }: {
    readonly settings: BundleSettings;
    readonly rounds: number;
    readonly calls?: readonly MeasuredCall[];
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<readonly HttpResult[]> {
  const built = await buildHttpFunctions(alternatives, settings);
  const problems = new Map<string, string>();
  const samples = new Map<string, Record<string, number[]>>();
  const sink = await openSpanSink();

  async function measure(name: string, bundle: string): Promise<void> {
    const work = { bundle, isSampled: true, calls };
    const costs = await runFunction(work, environment(name, sink.address), { sink, signal });
    const cpuUs = (of: string) => costs.find((each) => each.name === of)?.cost.cpuUs ?? 0;
    const values = samples.get(name) ?? {};
    samples.set(name, values);
    const add = (of: string, value: number) => {
      values[of] = [...(values[of] ?? []), value];
    };
    add("cold", cpuUs("init") + cpuUs("first"));
    for (const call of warmCalls) add(call, cpuUs(call));
  }

  try {
    const options = { name: "comparison, HTTP", rounds, log };
    await inRounds(built, options, async (_round, turned) => {
      for (const each of turned) {
        const { name } = each.variant;
        if ("problem" in each || problems.has(name)) continue;
        try {
          await measure(name, each.bundle);
        } catch (error) {
          signal.throwIfAborted();
          problems.set(name, problemOf(error));
        }
      }
    });
  } finally {
    sink.close();
  }

  const base = samples.get(built[0]?.variant.name ?? "") ?? {};
  return built.map((each) => {
    const { variant, versions } = each;
    const about = { name: variant.name, versions };
    const problem = "problem" in each ? each.problem : problems.get(variant.name);
    if (problem !== undefined || !("bundle" in each)) return { ...about, problem: problem ?? "" };
    const own = samples.get(variant.name) ?? {};
    return {
      ...about,
      bytes: each.bytes,
      gzipBytes: each.gzipBytes,
      cold: compared(own, base, "cold"),
      warm: Object.fromEntries(warmCalls.map((call) => [call, compared(own, base, call)])),
    };
  });
}

function compared(own: Samples, base: Samples, name: string): ComparedCost {
  const values = own[name] ?? [];
  return { cpuUs: quartilesOf(values), ratio: ratiosOf(values, base[name] ?? []) };
}

/** What Lambda sets, as far as these functions read it. */
function environment(name: string, daemonAddress: string): NodeJS.ProcessEnv {
  return {
    AWS_REGION: "eu-west-2",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_LOG_FORMAT: "JSON",
    AWS_LAMBDA_LOG_LEVEL: "INFO",
    AWS_XRAY_DAEMON_ADDRESS: daemonAddress,
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: "comparison",
    TZ: ":UTC",
  };
}
