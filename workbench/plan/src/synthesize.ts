import { fork } from "node:child_process";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sweepBundles } from "./bundles/sweep-bundles.ts";
import { keepPlan, keptPlan } from "./cache/plan-cache.ts";
import { keepingFailed, prepareFolder } from "./cache/prepare-folder.ts";
import { uncheckedValues } from "./constraints/unchecked-values.ts";
import { inTurn } from "./folder-lock.ts";
import type { Plan } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { ProgramResult } from "./program/main.ts";
import { managedPoliciesOf } from "./resources/iam/managed-policies.ts";
import { validationErrors } from "./validation-errors.ts";

/** Where and for which stage; `root` is the folder of sst.config.ts. */
export type SynthesisOptions = {
  readonly root: string;
  readonly stage: string;
  /** Ends the program that is run. */
  readonly signal?: AbortSignal;
};

/**
 * Runs the SST program of a stage without AWS and gives what it declares. A Plan whose infra/ and code are unchanged is
 * taken from `.stagecraft/plan/<stage>`.
 * @throws PlanError for a mistake in the program (with file and line), for what the deploy would refuse, and where the Plan
 * cannot be kept; the signal's reason.
 */
export async function synthesize(options: SynthesisOptions): Promise<Plan> {
  const root = await realpath(options.root);
  const folder = join(root, ".stagecraft", "plan", checkedStage(options.stage));
  const kept = await keptPlan(root, folder);
  if (kept) return kept;
  await prepareFolder(root, folder);
  // SST lays the functions' zips down there, and names objects after them: of two programs at once each would read the other's.
  return await inTurn(folder, options.signal, () => keptOrRead(root, folder, options));
}

async function keptOrRead(root: string, folder: string, options: SynthesisOptions): Promise<Plan> {
  const kept = await keptPlan(root, folder);
  if (kept) return kept;
  const plan = planOf(await runProgram(root, folder, options));
  const errors = validationErrors(plan);
  if (errors.length > 0) {
    throw new PlanError(
      errors.map(({ resource, message, page }) => `${resource}: ${message}\n  ${page}`).join("\n"),
    );
  }
  try {
    await keepPlan(root, folder, plan);
    await sweepBundles(join(folder, "bundles"), plan, Date.now());
  } catch (error) {
    throw keepingFailed(folder, error as Error);
  }
  return plan;
}

/** SST's own rule for a stage's name. */
function checkedStage(stage: string): string {
  if (/^[a-zA-Z0-9-]{1,128}$/.test(stage)) return stage;
  throw new PlanError(`"${stage}" cannot be a stage's name: letters, digits and hyphens only`);
}

async function runProgram(root: string, folder: string, { stage, signal }: SynthesisOptions) {
  signal?.throwIfAborted();
  const program = fork(
    fileURLToPath(new URL("./program/main.ts", import.meta.url)),
    [root, stage, folder],
    {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: ["--disable-warning=ExperimentalWarning"],
    },
  );
  const complaints = text(program.stderr as NodeJS.ReadableStream);
  let result: ProgramResult | undefined;
  program.once("message", (message) => {
    result = message as ProgramResult;
  });
  const end = () => program.kill("SIGKILL");
  signal?.addEventListener("abort", end, { once: true });
  await new Promise((resolve) => program.once("exit", resolve));
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  if (!result) throw new PlanError(`The program ended without a Plan.\n${await complaints}`);
  if (!result.ok) throw new PlanError(result.message);
  return result;
}

/** Everything in one order, whatever the order in which promises came due. */
function planOf(result: Extract<ProgramResult, { ok: true }>): Plan {
  const { deployment, app } = result;
  const resources = result.resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
  const unchecked = uncheckedValues(resources);
  const warnings = [
    ...result.warnings,
    ...unchecked.map(
      (what) => `${what}: not held against what AWS takes, of which nothing is known here`,
    ),
  ];
  return sortedKeys({
    ...deployment,
    removal: app.removal,
    protect: app.protect,
    outputs: result.outputs,
    resources,
    bundles: result.bundles,
    managedPolicies: managedPoliciesOf(resources),
    programFiles: result.programFiles,
    ...(warnings.length > 0 ? { warnings } : {}),
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function sortedKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortedKeys) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => compare(a, b))
      .map(([key, item]) => [key, sortedKeys(item)]),
  ) as T;
}
