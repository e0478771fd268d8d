import { readFileSync } from "node:fs";
import { runTool, type ToolOptions } from "./run-tool.ts";

/** A task of a package, as turbo reports it. */
export type Task = {
  readonly taskId: string;
  readonly task: string;
  /** The package's folder, relative to the root. */
  readonly directory: string;
  readonly command: string;
  /** Relative to the root. */
  readonly logFile: string;
  readonly cache: { readonly status: "HIT" | "MISS" };
  readonly execution?: { readonly exitCode: number };
};

export type TurboOptions = ToolOptions & {
  /** Whether to ignore cached results. */
  readonly fresh: boolean;
};

/** The tasks that turbo would run, each with its cache state. */
export async function planTasks(
  tasks: readonly string[],
  { fresh, ...options }: TurboOptions,
): Promise<readonly Task[]> {
  const { output } = await runTool(["turbo", "run", ...tasks, "--dry=json"], options);
  const plan = JSON.parse(output.slice(output.indexOf("{\n"))) as { tasks: readonly Task[] };
  return existing(plan.tasks).map((task) =>
    fresh ? { ...task, cache: { status: "MISS" } } : task,
  );
}

/** Runs the tasks in the packages that have them, two at once. `tasks` is undefined when turbo itself failed. */
export async function runTurbo(
  tasks: readonly string[],
  { fresh, ...options }: TurboOptions,
): Promise<{
  readonly tasks: readonly Task[] | undefined;
  readonly exitCode: number;
  readonly output: string;
}> {
  const { exitCode, output } = await runTool(
    [
      ...["turbo", "run", ...tasks, "--summarize", "--continue", "--concurrency=2"],
      ...["--log-order=stream", "--output-logs=new-only", ...(fresh ? ["--force"] : [])],
    ],
    options,
  );
  const summaryFile = /^Summary:\s+(.+)$/m.exec(output)?.[1];
  if (summaryFile === undefined) return { tasks: undefined, exitCode, output };
  const summary = JSON.parse(readFileSync(summaryFile, "utf8")) as { tasks: readonly Task[] };
  return { tasks: existing(summary.tasks), exitCode, output };
}

/** The tasks that exist: turbo lists each task for every package. */
function existing(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ command }) => command !== "<NONEXISTENT>");
}
