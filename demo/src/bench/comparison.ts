import { rm } from "node:fs/promises";
import { join } from "node:path";
import { temporaryDirectory } from "@stagecraft/operations/local-system/temporary-directory";
import { synthesize } from "@stagecraft/plan/synthesize";
import { type Alternatives, installAlternatives } from "./comparison/alternatives.ts";
import { compareHttp } from "./comparison/http/compare-http.ts";
import type { HttpResult } from "./comparison/http/http-result.ts";
import { printHttp } from "./comparison/http/print-http.ts";
import { compareFunctions } from "./comparison/local/compare-functions.ts";
import { compareQueues, queueAddressOf } from "./comparison/local/compare-queues.ts";
import { placeIn } from "./comparison/local/compare-tools.ts";
import { linkProgram } from "./comparison/local/link-program.ts";
import type { LocalResult } from "./comparison/local/local-result.ts";
import { printLocal } from "./comparison/local/print-local.ts";
import { runServer } from "./comparison/local/run-server.ts";
import { fauxqs } from "./comparison/local/tools.ts";
import { machine } from "./machine.ts";

/** The parts of the comparison. */
export const comparisonParts = ["http", "local"] as const;
export type ComparisonPart = (typeof comparisonParts)[number];

type Options = {
  readonly rounds: number;
  readonly only: ComparisonPart | undefined;
  readonly json: boolean;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
};

/**
 * Measures what one would pick instead of parts of this repository, with the same work in the same run: frameworks for HTTP functions,
 * and tools that run functions and queues on one machine. Local tools start in a third of the rounds.
 */
export async function benchComparison(root: string, options: Options): Promise<string> {
  const { rounds, only, json } = options;
  const folder = await temporaryDirectory("comparison");
  try {
    options.log("comparison: installing what it is compared with (about a minute)");
    const alternatives = await installAlternatives(root, folder, options);
    const http = only === "local" ? undefined : await httpResults(root, alternatives, options);
    const localRounds = Math.ceil(rounds / 3);
    const local =
      only === "http" ? undefined : await localResults(root, alternatives, localRounds, options);
    if (json) return JSON.stringify({ machine: machine(), rounds, http, ...local }, null, 2);
    return [
      ...(http
        ? [
            `HTTP functions: median of ${rounds} cold processes each; ratios to the first, with their quartiles, are taken within a round`,
            printHttp(http),
          ]
        : []),
      ...(local
        ? [
            `local HTTP APIs: median of ${localRounds} starts each; ratios as above`,
            printLocal(local.functions),
            `local queues: median of ${localRounds} starts each; ratios as above`,
            printLocal(local.queues),
          ]
        : []),
    ].join("\n\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function httpResults(
  root: string,
  alternatives: Alternatives,
  options: Options,
): Promise<readonly HttpResult[]> {
  const { bundles } = await synthesize({ root, stage: "local", signal: options.signal });
  const settings = bundles.OrdersApi?.settings;
  if (!settings) throw new Error("The Plan has no function OrdersApi");
  return compareHttp(alternatives, { ...options, settings });
}

async function localResults(
  root: string,
  alternatives: Alternatives,
  rounds: number,
  { signal, log }: Options,
): Promise<{
  readonly functions: readonly LocalResult[];
  readonly queues: readonly LocalResult[];
}> {
  await linkProgram(root, join(alternatives.folder, "local", "stage"));
  const options = { rounds, signal, log };
  const queues = await compareQueues(alternatives, { ...options, name: "comparison, queues" });
  const place = await placeIn(alternatives.folder, undefined);
  const server =
    alternatives.problem === undefined ? await runServer(fauxqs.program(place), signal) : undefined;
  try {
    // The local stage has started for the queues: its Plan and its bundles are cached.
    const functions = await compareFunctions(alternatives, {
      ...options,
      name: "comparison, functions",
      ...(server ? { queue: queueAddressOf(server, place) } : {}),
    });
    return { functions, queues };
  } finally {
    await server?.stop();
  }
}
