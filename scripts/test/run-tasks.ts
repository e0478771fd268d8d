import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Outcome, sum } from "./outcome.ts";
import { runTool, type ToolOptions } from "./run-tool.ts";

/** What is read of the summary that turbo leaves of a run. */
type Summary = {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly task: string;
    readonly directory: string;
    readonly command: string;
    readonly logFile: string;
    readonly cache: { readonly status: "HIT" | "MISS" };
    readonly execution?: { readonly exitCode: number };
  }[];
};

type Task = Summary["tasks"][number];

export type TasksOptions = Omit<ToolOptions, "workers" | "onLine"> & {
  /** Packages, by name; without it all that have such a task. */
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  /** How many tasks run at once; each has an even share of the cores. */
  readonly atOnce: number;
  /** Whether to run what has passed before, too. */
  readonly fresh: boolean;
};

/** Runs tasks of turbo.json in the packages that have them, and counts what they checked. */
export async function runTasks(
  tasks: readonly string[],
  { only = [], without = [], atOnce, fresh, ...options }: TasksOptions,
): Promise<Outcome> {
  const startMs = performance.now();
  const filters = [...only, ...without.map((name) => `!${name}`)];
  const { exitCode, output } = await runTool(
    [
      ...["turbo", "run", ...tasks, "--summarize", "--continue", "--log-order=stream"],
      ...["--output-logs=new-only", `--concurrency=${atOnce}`],
      ...filters.map((filter) => `--filter=${filter}`),
      ...(fresh ? ["--force"] : []),
    ],
    {
      ...options,
      workers: Math.max(1, Math.floor(availableParallelism() / atOnce)),
      onLine: showLine,
    },
  );
  const summaryFile = /^Summary:\s+(.+)$/m.exec(output)?.[1];
  if (summaryFile === undefined) {
    console.log(`${output.trimEnd()}\nFAIL  ${tasks.join(", ")}: turbo did not come to its end`);
    return { passed: 0, failed: 1, known: 0 };
  }
  const summary = JSON.parse(readFileSync(summaryFile, "utf8")) as Summary;
  const done = summary.tasks.filter(({ command }) => command !== "<NONEXISTENT>");
  const outcomes = done.map((task) => outcomeOf(options.root, task));
  const total = sum(outcomes);
  const cached = done.filter(({ cache }) => cache.status === "HIT").length;
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  for (const [index, task] of done.entries()) {
    if (outcomes[index]?.failed)
      console.log(`FAIL  ${task.taskId}: ${join(options.root, task.logFile)}`);
  }
  const failed = total.failed === 0 && exitCode !== 0 ? 1 : total.failed;
  console.log(
    `${failed === 0 ? "ok  " : "FAIL"}  ${tasks.join(", ")}: ${total.passed} passed, ${failed} failed; ${done.length - cached} of ${done.length} tasks run, ${cached} known (${seconds} s)`,
  );
  return { ...total, failed };
}

/** What a task leaves in its log, without the lines that are turbo's own. */
function showLine(line: string) {
  if (/: cache (miss|hit|bypass)|^\s*$|^\s+• |:\s*$|: > /.test(line)) return;
  if (/^\s*(Tasks|Cached|Time|Summary|Failed):/.test(line)) return;
  console.log(line);
}

function outcomeOf(root: string, task: Task): Outcome {
  const isKnown = task.cache.status === "HIT";
  const hasPassed = isKnown || task.execution?.exitCode === 0;
  const report = join(root, task.directory, ".reports", `${task.task.replace("check:", "")}.json`);
  const counted = existsSync(report)
    ? countTests(report)
    : { passed: hasPassed ? 1 : 0, failed: 0 };
  const failed = counted.failed === 0 && !hasPassed ? 1 : counted.failed;
  return { passed: counted.passed, failed, known: isKnown ? counted.passed : 0 };
}

/** A test that was skipped counts as failed. */
function countTests(report: string) {
  const { numTotalTests, numPassedTests } = JSON.parse(readFileSync(report, "utf8")) as {
    numTotalTests: number;
    numPassedTests: number;
  };
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
}
