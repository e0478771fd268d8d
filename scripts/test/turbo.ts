import { readFileSync } from "node:fs";
import { runTool, type ToolOptions } from "./run-tool.ts";

/** A task of a package, as turbo tells of it. */
export type Task = {
  readonly taskId: string;
  readonly task: string;
  /** Of the package, relative to the root. */
  readonly directory: string;
  readonly command: string;
  /** Relative to the root. */
  readonly logFile: string;
  readonly cache: { readonly status: "HIT" | "MISS" };
  readonly execution?: { readonly exitCode: number };
};

export type TurboOptions = ToolOptions & {
  /** Whether to run what has passed before, too. */
  readonly fresh: boolean;
};

/** What turbo would do: each task with whether it is known to pass. */
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

/** Runs the tasks in the packages that have them, two at once. Undefined when turbo itself failed, whose output then tells why. */
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

/** turbo names a task for every package, whether it has one or not. */
function existing(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ command }) => command !== "<NONEXISTENT>");
}
