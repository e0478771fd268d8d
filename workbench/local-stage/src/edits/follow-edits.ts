import { secondsText } from "@stagecraft/cli/seconds-text";
import { functionsByFile } from "@stagecraft/plan/bundles/functions-by-file";
import { rebuild } from "@stagecraft/plan/bundles/rebuild";
import { planDifference } from "@stagecraft/plan/difference/plan-difference";
import { printDifference } from "@stagecraft/plan/difference/print-difference";
import { isProgramFile } from "@stagecraft/plan/is-program-file";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import type { Stage } from "../start-stage.ts";
import { appliedText } from "./applied-text.ts";
import { watchFiles } from "./watch-files.ts";

export type FollowOptions = {
  /** The folder of sst.config.ts. */
  readonly root: string;
  /** What the stage runs. */
  readonly plan: Plan;
  /** The variables that the program was read with. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The current stage. */
  stage(): Pick<Stage, "replaceBundle">;
  /** Runs another Plan with the same state. When it rejects, the earlier Plan keeps running. */
  apply(after: Plan, before: Plan): Promise<void>;
  /** The function, by logical name, whose code is built for a debugger. */
  readonly debugged?: string | undefined;
  log(line: string): void;
};

/**
 * Applies saved files to a stage: new code replaces the functions that contain it; a changed program makes a new Plan,
 * whose difference is logged and applied. What cannot be applied is logged, and the stage keeps running as it was.
 */
export async function followEdits(options: FollowOptions): Promise<{ close(): Promise<void> }> {
  const { root, variables, debugged, log } = options;
  let { plan } = options;
  let functions = await functionsByFile(root, plan);

  /** The metafiles, which say which file is in which function, have megabytes: they are read once and not at each save. */
  async function follow(next: Plan) {
    plan = next;
    functions = await functionsByFile(root, plan);
  }

  async function replaceCode(next: Plan, names: readonly string[]) {
    for (const name of names) {
      const bundle = next.bundles[name];
      if (bundle) options.stage().replaceBundle(name, bundle);
    }
    await follow(next);
  }

  async function takeCode(names: readonly string[]): Promise<string> {
    const next = await rebuild(root, plan, names, debugged);
    const { code } = planDifference(plan, next);
    await replaceCode(next, code);
    return appliedText(next, code);
  }

  async function takeProgram(): Promise<string> {
    log("reading the SST program again");
    const read = await synthesize({ root, stage: plan.stage, ...(variables && { variables }) });
    const next = debugged ? await rebuild(root, read, [debugged], debugged) : read;
    const difference = planDifference(plan, next);
    const printed = printDifference(difference);
    if (printed === "") return "the program declares the same as before";
    log(printed);
    if (difference.changes.length === 0) {
      await replaceCode(next, difference.code);
      return "applied";
    }
    await options.apply(next, plan);
    await follow(next);
    return "applied";
  }

  return await watchFiles(root, async (saved) => {
    const startMs = performance.now();
    try {
      const paths = saved.filter((path) => isProgramFile(plan, path) || functions.has(path));
      if (paths.length === 0) return;
      log(`saved: ${paths.join(", ")}`);
      const names = new Set(paths.flatMap((path) => functions.get(path) ?? []));
      const program = paths.some((path) => isProgramFile(plan, path));
      const outcome = await (program ? takeProgram() : takeCode([...names]));
      log(`${outcome} (${secondsText(performance.now() - startMs)})`);
    } catch (error) {
      log(
        `${error instanceof Error ? error.message : String(error)}\nThe stage keeps running as it was.`,
      );
    }
  });
}
