import { availableParallelism, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { withTaskRoot } from "../counts/with-task-root.ts";
import { importCpuMs } from "./import-cpu.ts";

/** By the function's name. Functions that cannot be imported are left out. */
export type Ratios = ReadonlyMap<string, number>;

/** How often each function is imported. The least CPU of them counts, because other work of the machine only adds. */
const rounds = 3;
/** How often the empty handler is imported in a round. */
const emptyRuns = 2;

const emptyHandler = fileURLToPath(new URL("./empty-handler.mjs", import.meta.url));
const emptyName = "";

/** By the hash of the uploaded code: stages with the same code are measured once. */
const known = new Map<string, number>();

/**
 * The CPU of a new process that imports a function's code, as a ratio to one with an empty handler. All are imported in turns, so
 * that a slow moment of the machine is one of the empty handler as well.
 * @param functions which are measured; by default all of the Plan
 */
export async function initRatios(
  root: string,
  plan: Plan,
  functions: readonly FunctionDefinition[] = functionsOf(plan),
): Promise<Ratios> {
  const keyOf = ({ logicalName, bundle }: FunctionDefinition) =>
    `${root} ${logicalName} ${bundle.sha256}`;
  const unknown = functions.filter((each) => !known.has(keyOf(each)));
  const measured = await measureRatios(root, plan, unknown);
  for (const each of unknown) {
    const ratio = measured.get(each.logicalName);
    if (ratio !== undefined) known.set(keyOf(each), ratio);
  }
  return new Map(
    functions.flatMap((each) => {
      const ratio = known.get(keyOf(each));
      return ratio === undefined ? [] : [[each.logicalName, ratio] as const];
    }),
  );
}

/** As `initRatios`, measured anew. */
export async function measureRatios(
  root: string,
  plan: Plan,
  functions: readonly FunctionDefinition[],
): Promise<Ratios> {
  if (functions.length === 0) return new Map();
  const least = new Map<string, number>();
  const measure = async (name: string, importOnce: () => Promise<number | undefined>) => {
    const cpuMs = await importOnce();
    if (cpuMs !== undefined) least.set(name, Math.min(cpuMs, least.get(name) ?? cpuMs));
  };
  const env = {};
  const round = [
    ...Array.from(
      { length: emptyRuns },
      () => () => measure(emptyName, () => importCpuMs({ file: emptyHandler, cwd: tmpdir(), env })),
    ),
    ...functions.map(
      (each) => () => measure(each.logicalName, () => withTaskRoot(root, each, plan, importCpuMs)),
    ),
  ];
  const left = Array.from({ length: rounds }, () => round).flat();
  const measureLeft = async () => {
    for (let next = left.shift(); next; next = left.shift()) await next();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, measureLeft));
  const emptyMs = least.get(emptyName);
  if (emptyMs === undefined) throw new Error("An empty handler could not be imported");
  least.delete(emptyName);
  return new Map([...least].map(([name, cpuMs]) => [name, cpuMs / emptyMs]));
}
