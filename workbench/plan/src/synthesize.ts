import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";
import { removeOldBundles } from "./bundles/remove-old-bundles.ts";
import { findCachedPlan, storePlan } from "./cache/plan-cache.ts";
import { explainWriteError, prepareCacheFolder } from "./cache/prepare-cache-folder.ts";
import { uncheckedValues } from "./constraints/unchecked-values.ts";
import { withFolderLock } from "./folder-lock.ts";
import type { Plan } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { ProgramResult } from "./program/main.ts";
import { managedPoliciesOf } from "./resources/iam/managed-policies.ts";
import { validationErrors } from "./validation-errors.ts";

/** The program and the stage; `root` is the folder of sst.config.ts. */
export type SynthesisOptions = {
  readonly root: string;
  readonly stage: string;
  /** Environment variables that the program reads beside its files. The person's own are not read. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Kills the running program. */
  readonly signal?: AbortSignal;
};

/**
 * Runs the SST program of a stage without AWS and gives its Plan. When infra/ and the code are unchanged, it is the cached Plan in
 * `.stagecraft/plan/<stage>`; with variables, in a folder of their own beside it.
 * @throws PlanError for a mistake in the program (with file and line), for a program that a deploy would refuse, and when the Plan
 * cannot be stored; the signal's reason
 */
export async function synthesize(options: SynthesisOptions): Promise<Plan> {
  const root = await realpath(options.root);
  const folder = join(root, ".stagecraft", "plan", folderOf(options));
  const cached = await findCachedPlan(root, folder);
  if (cached) return cached;
  await prepareCacheFolder(root, folder);
  // SST writes the functions' zips there and names objects after them: two programs at once would read each other's files.
  return await withFolderLock(folder, options.signal, () => cachedOrRun(root, folder, options));
}

async function cachedOrRun(root: string, folder: string, options: SynthesisOptions): Promise<Plan> {
  const cached = await findCachedPlan(root, folder);
  if (cached) return cached;
  const plan = planOf(await runProgram(root, folder, options));
  const errors = validationErrors(plan);
  if (errors.length > 0) {
    throw new PlanError(
      errors.map(({ resource, message, page }) => `${resource}: ${message}\n  ${page}`).join("\n"),
    );
  }
  try {
    await storePlan(root, folder, plan);
    await removeOldBundles(join(folder, "bundles"), plan, Date.now());
  } catch (error) {
    throw explainWriteError(folder, error as Error);
  }
  return plan;
}

function folderOf({ stage, variables }: SynthesisOptions): string {
  const name = checkedStage(stage);
  if (variables === undefined) return name;
  return `${name}.${createHash("sha256").update(JSON.stringify(variables)).digest("hex").slice(0, 12)}`;
}

/** SST's rule for stage names. */
function checkedStage(stage: string): string {
  if (/^[a-zA-Z0-9-]{1,128}$/.test(stage)) return stage;
  throw new PlanError(`"${stage}" is not a valid stage name: use letters, digits and hyphens`);
}

async function runProgram(
  root: string,
  folder: string,
  { stage, variables = {}, signal }: SynthesisOptions,
) {
  signal?.throwIfAborted();
  const program = fork(
    fileURLToPath(new URL("./program/main.ts", import.meta.url)),
    [root, stage, folder, JSON.stringify(variables)],
    {
      // Leads a process group, which its compilers belong to.
      detached: true,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: ["--disable-warning=ExperimentalWarning"],
    },
  );
  const { pid } = program;
  if (pid !== undefined) program.once("exit", endWithThisProcess(pid));
  const errorOutput = text(program.stderr as NodeJS.ReadableStream);
  let result: ProgramResult | undefined;
  program.once("message", (message) => {
    result = message as ProgramResult;
  });
  const end = () => program.kill("SIGKILL");
  signal?.addEventListener("abort", end, { once: true });
  await new Promise((resolve) => program.once("exit", resolve));
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  if (!result) throw new PlanError(`The program ended without a Plan.\n${await errorOutput}`);
  if (!result.ok) throw new PlanError(result.message);
  return result;
}

/** Sorts everything, because the order in which promises resolve varies. */
function planOf(result: Extract<ProgramResult, { ok: true }>): Plan {
  const { deployment, app } = result;
  const resources = result.resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
  const unchecked = uncheckedValues(resources);
  const warnings = [
    ...result.warnings,
    ...unchecked.map((what) => `${what}: not checked, because its constraints are unknown here`),
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
