import { chmodSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plan } from "@stagecraft/plan/plan";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { onTestFinished } from "vitest";
import { removeState } from "../src/remove-state.ts";
import type { StageOptions } from "../src/stage/stage-options.ts";
import { type Stage, startStage } from "../src/start-stage.ts";
import { withoutResources } from "./edit-plan.ts";

/** The Plan of `fixtures/probe`, and where its bundles are. */
export type ProbeProgram = {
  /** With the database. */
  readonly plan: Plan;
  /** The same without it, which starts faster. */
  readonly planWithoutDatabase: Plan;
  readonly root: string;
  remove(): Promise<void>;
};

/** What a probe function can do. */
export type Task =
  | { readonly do: "echo"; readonly text: string }
  | { readonly do: "measure"; readonly value: number }
  | { readonly do: "fail"; readonly message: string }
  | { readonly do: "send"; readonly messages: readonly string[] }
  | { readonly do: "receive" }
  | { readonly do: "query"; readonly sql: string; readonly host?: string }
  | { readonly do: "resolve"; readonly name: string }
  | { readonly do: "visit"; readonly url: string };

/** The API's response, with the function's result or the error in its code. */
export type TaskResult = {
  readonly status: number;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
  /** API Gateway's message when the function did not respond. */
  readonly message?: string;
};

/** Runs the program once, for all tests of a file. */
export async function buildProbe(): Promise<ProbeProgram> {
  const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
  const program = await fixtureProgram("probe", fixtures);
  const plan = await program.plan("test");
  const planWithoutDatabase = withoutResources(plan, "ProbeDatabaseCluster");
  return { ...program, plan, planWithoutDatabase };
}

/** A folder for the state of a stage, which is removed after the test. */
export function stateDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-stage-"));
  // Postgres may run as another user (see postgres-account.ts), which needs access.
  chmodSync(directory, 0o711);
  onTestFinished(() => removeState(directory));
  return directory;
}

/** Starts a stage, which is stopped after the test. */
export async function openStage(
  plan: Plan,
  { root }: ProbeProgram,
  directory = stateDirectory(),
  options: Pick<StageOptions, "seed" | "faults" | "onAlarm"> = {},
): Promise<Stage> {
  const stage = await startStage(plan, { root, directory, seed: 1, ...options });
  onTestFinished(() => stage.stop());
  return stage;
}

/** Asks a function over the HTTP API. */
export async function ask(
  stage: Pick<Stage, "url">,
  who: "api-probe" | "vpc-probe" | "ungranted-probe",
  task: Task,
): Promise<TaskResult> {
  const response = await fetch(`${stage.url}/${who}`, {
    method: "POST",
    body: JSON.stringify(task),
  });
  return { ...((await response.json()) as object), status: response.status };
}

/** A function's log. */
export function logOf(directory: string, logicalName: string): readonly string[] {
  const file = join(directory, "logs", `${logicalName}.jsonl`);
  if (!existsSync(file)) return [];
  const entries = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return entries.flatMap((entry) => {
    const { line } = JSON.parse(entry) as { line: string };
    const { message } = JSON.parse(line) as { message?: string };
    return message === undefined ? [] : [message];
  });
}
