import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import type { Plan } from "@stagecraft/plan/plan";
import { withTemporaryState } from "../local-system/temporary-directory.ts";
import { measureFunctions } from "../tune/measure-functions.ts";
import { type ServiceTimes, serviceTimesFile, serviceTimesOf } from "./service-times.ts";

/** Measures the service times on a system of its own with a new state, and writes them into the repository. */
export async function recordServiceTimes(
  plan: Plan,
  options: {
    readonly root: string;
    readonly orders: number;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<ServiceTimes> {
  const { root, orders } = options;
  const samples = await withTemporaryState("capacity", (stateDirectory) =>
    measureFunctions(plan, { ...options, stateDirectory }),
  );
  const cores = cpus();
  const times = {
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: `${cores.length} x ${cores[0]?.model ?? "unknown"}, Node ${process.versions.node}`,
    orders,
    functions: serviceTimesOf(samples),
  };
  await writeFile(`${root}/${serviceTimesFile}`, `${JSON.stringify(times, null, 2)}\n`);
  return times;
}
