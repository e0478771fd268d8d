import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { inRounds } from "../../in-rounds.ts";
import { quartilesOf, ratiosOf } from "../../telemetry/compare.ts";
import { type Alternatives, versionsOf } from "../alternatives.ts";
import { problemOf } from "../problem-of.ts";
import type { LocalResult, Observed } from "./local-result.ts";
import type { QueueAddress } from "./queue-address.ts";
import { freePort, runServer, type Server } from "./run-server.ts";
import type { Tool, ToolPlace } from "./tools.ts";

/** What one run of a tool gave: values by name, and in the first round what it did in the cases that AWS refuses. */
export type ToolRun = {
  readonly values: { readonly [name: string]: number };
  readonly observed?: Observed;
};

export type ComparisonOptions = {
  /** Of the measurement, for its progress. */
  readonly name: string;
  readonly rounds: number;
  readonly queue?: QueueAddress;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
};

/**
 * Starts each tool once a round, lets `measure` measure it, and stops it. The first tool is what the others are compared with. A tool
 * that does not start, or fails, is left out of the rest, and its result says why.
 */
export async function compareTools<T extends Tool>(
  tools: readonly T[],
  alternatives: Alternatives,
  { name, rounds, queue, signal, log }: ComparisonOptions,
  measure: (server: Server, tool: T, place: ToolPlace, isFirst: boolean) => Promise<ToolRun>,
): Promise<readonly LocalResult[]> {
  const { folder } = alternatives;
  const problems = new Map<string, string>();
  const runs = new Map<string, ToolRun[]>();
  await inRounds(tools, { name, rounds, log }, async (round, turned) => {
    for (const tool of turned) {
      if (problems.has(tool.name)) continue;
      try {
        const place = await placeIn(folder, queue);
        const server = await runServer(await tool.program(place), signal);
        try {
          const run = await measure(server, tool, place, round === 0);
          runs.set(tool.name, [...(runs.get(tool.name) ?? []), run]);
        } finally {
          await server.stop();
        }
      } catch (error) {
        signal.throwIfAborted();
        const isInstalled = tool.packages.length === 0 || alternatives.problem === undefined;
        problems.set(tool.name, isInstalled ? problemOf(error) : (alternatives.problem ?? ""));
      }
    }
  });

  const base = runs.get(tools[0]?.name ?? "") ?? [];
  return Promise.all(
    tools.map(async (tool) => {
      const problem = problems.get(tool.name);
      if (problem !== undefined) return { name: tool.name, versions: tool.packages, problem };
      const versions = await versionsOf(alternatives, tool.packages);
      const own = runs.get(tool.name) ?? [];
      const valuesOf = (of: readonly ToolRun[], value: string) =>
        of.map(({ values }) => values[value] ?? Number.NaN);
      return {
        name: tool.name,
        versions,
        values: Object.fromEntries(
          Object.keys(own[0]?.values ?? {}).map((value) => [
            value,
            {
              value: quartilesOf(valuesOf(own, value)),
              ratio: ratiosOf(valuesOf(own, value), valuesOf(base, value)),
            },
          ]),
        ),
        observed: own.find(({ observed }) => observed)?.observed ?? {},
      };
    }),
  );
}

/** Free ports and an empty folder. */
export async function placeIn(folder: string, queue: QueueAddress | undefined): Promise<ToolPlace> {
  return {
    folder,
    state: await mkdtemp(join(folder, "state-")),
    port: await freePort(),
    secondPort: await freePort(),
    queue,
  };
}
