import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { TimingSeen } from "../../evidence.ts";
import type { PlannedProgram } from "../../gate.ts";
import { readDataFile } from "../read-data-file.ts";
import { initRatios, measureRatios, type Ratios } from "./init-ratios.ts";
import { parseTimeBands } from "./parse-time-bands.ts";
import { limitOf, type TimeBand, type TimeBands, timeBandsFile, tolerances } from "./time-bands.ts";
import { byName, warmRatios } from "./warm-ratios.ts";

const defaultRuns = 20;

const how =
  "init: in each run a function is imported three times and the least CPU counts, every other run beside as many busy processes as " +
  "there are processors; warm: the lower quarter of the warm invocations in the acceptance tests, of each run whose evidence was " +
  "recorded here";

type Bands = { readonly [name: string]: TimeBand };

/**
 * Records the time bands of functions that have none, or that are outside of theirs, and adds the evidence's run to the bands of warm
 * invocations, if there is evidence. Returns what it wrote, as text.
 * @param timing of the Plan's evidence
 * @param runs of a band of init
 */
export async function recordTimeBands(
  { root, plan }: PlannedProgram,
  timing: TimingSeen | undefined,
  { runs = defaultRuns }: { readonly runs?: number } = {},
): Promise<string> {
  const json = await readDataFile(root, timeBandsFile);
  const before = json === undefined ? undefined : parseTimeBands(json);
  const now = await initRatios(root, plan);
  const init = await initBands(root, plan, unfit(now, before?.init ?? {}), runs);
  const warmRun = timing && hash("sha256", JSON.stringify(timing)).slice(0, 12);
  const isNewRun = timing !== undefined && warmRun !== before?.warmRun;
  const warm = isNewRun
    ? withRun(before?.warm ?? {}, byName(warmRatios(timing)))
    : (before?.warm ?? {});
  const lastRun = warmRun ?? before?.warmRun;
  if (init.size === 0 && !isNewRun) return "every time is within its band; nothing to record";
  const [core] = cpus();
  const bands: TimeBands = {
    how,
    machine: `${cpus().length} x ${core?.model ?? "unknown"}, Node ${process.versions.node}`,
    ...(lastRun === undefined ? {} : { warmRun: lastRun }),
    init: sorted({ ...before?.init, ...Object.fromEntries(init) }),
    warm: sorted(warm),
  };
  await writeFile(join(root, timeBandsFile), `${JSON.stringify(bands, null, 2)}\n`);
  const parts = [
    ...(init.size > 0 ? [`the init of ${[...init.keys()].join(", ")}`] : []),
    ...(isNewRun ? [`a run of ${Object.keys(warm).length} routes and functions`] : []),
  ];
  return `${timeBandsFile}: ${parts.join("; ")}`;
}

/** The names of what has no band, or is far outside. */
function unfit(ratios: Ratios, bands: Bands): readonly string[] {
  return [...ratios.keys()].filter((name) => {
    const band = bands[name];
    const ratio = ratios.get(name) ?? 0;
    if (!band) return true;
    return (
      ratio > limitOf(band, tolerances.init.warnAbove, tolerances.init) || ratio < band.lowest / 1.2
    );
  });
}

async function initBands(
  root: string,
  plan: Plan,
  names: readonly string[],
  runs: number,
): Promise<ReadonlyMap<string, TimeBand>> {
  const functions = functionsOf(plan).filter(({ logicalName }) => names.includes(logicalName));
  const bands = new Map<string, TimeBand>();
  for (let run = 0; functions.length > 0 && run < runs; run += 1) {
    const endLoad = run % 2 === 0 ? () => {} : startLoad();
    try {
      for (const [name, ratio] of await measureRatios(root, plan, functions)) {
        bands.set(name, widened(bands.get(name), ratio));
      }
    } finally {
      endLoad();
    }
  }
  return bands;
}

/** Keeps every processor busy until the returned function is called. */
function startLoad(): () => void {
  const processes = Array.from({ length: availableParallelism() }, () =>
    spawn(
      process.execPath,
      [
        "--eval",
        "process.stdin.once('end', process.exit).resume(); (function loop() { for (let i = 0; i < 1e7; i += 1); setImmediate(loop); })()",
      ],
      {
        // A process whose parent ends sees the end of its input.
        stdio: ["pipe", "ignore", "ignore"],
      },
    ),
  );
  return () => {
    for (const each of processes) each.kill("SIGKILL");
  };
}

/** The bands with another run. A band that the run is far above begins anew: somebody recorded it on purpose. */
function withRun(bands: Bands, ratios: Ratios): Bands {
  const { warm: tolerance } = tolerances;
  const changed = [...ratios].map(([name, ratio]) => {
    const band = bands[name];
    const isFar = band && ratio > limitOf(band, tolerance.failAbove, tolerance);
    return [name, widened(isFar ? undefined : band, ratio)] as const;
  });
  return { ...bands, ...Object.fromEntries(changed) };
}

function widened(band: TimeBand | undefined, ratio: number): TimeBand {
  const value = Math.round(ratio * 10_000) / 10_000;
  return {
    runs: (band?.runs ?? 0) + 1,
    lowest: Math.min(band?.lowest ?? value, value),
    highest: Math.max(band?.highest ?? value, value),
  };
}

function sorted(bands: Bands): Bands {
  return Object.fromEntries(Object.entries(bands).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
