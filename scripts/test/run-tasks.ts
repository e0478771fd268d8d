import { join } from "node:path";
import { type Outcome, sum } from "./outcome.ts";
import { readReport, reportFile } from "./package-report.ts";
import { runTurbo, type Task, type TurboOptions } from "./turbo.ts";

/** Runs tasks of turbo.json in the packages that have them, and counts what they checked. */
export async function runTasks(
  names: readonly string[],
  options: Omit<TurboOptions, "onLine">,
): Promise<Outcome> {
  const startMs = performance.now();
  const { tasks, exitCode, output } = await runTurbo(names, { ...options, onLine: showLine });
  if (tasks === undefined) {
    console.log(`${output.trimEnd()}\nFAIL  ${names.join(", ")}: turbo failed`);
    return { passed: 0, failed: 1, known: 0 };
  }
  const outcomes = tasks.map((task) => outcomeOf(options.root, task));
  for (const [index, { taskId, logFile }] of tasks.entries()) {
    if (outcomes[index]?.failed) console.log(`FAIL  ${taskId}: ${join(options.root, logFile)}`);
  }
  const total = sum(outcomes);
  const failed = total.failed === 0 && exitCode !== 0 ? 1 : total.failed;
  const known = tasks.filter(({ cache }) => cache.status === "HIT").length;
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(
    `${failed === 0 ? "ok  " : "FAIL"}  ${names.join(", ")}: ${total.passed} passed, ${failed} failed; ${tasks.length - known} of ${tasks.length} tasks run, ${known} known (${seconds} s)`,
  );
  return { ...total, failed };
}

/** Prints a line of a task's log, without turbo's own lines. */
function showLine(line: string) {
  if (/: cache (miss|hit|bypass)|^\s*$|^\s+• |:\s*$|: > /.test(line)) return;
  if (/^\s*(Tasks|Cached|Time|Summary|Failed):/.test(line)) return;
  console.log(line);
}

function outcomeOf(root: string, { task, directory, cache, execution }: Task): Outcome {
  const isKnown = cache.status === "HIT";
  const hasPassed = isKnown || execution?.exitCode === 0;
  const report = readReport(reportFile(root, directory || "scripts", task.replace("check:", "")));
  const { passed, failed } = report ?? { passed: hasPassed ? 1 : 0, failed: 0 };
  return {
    passed,
    failed: failed === 0 && !hasPassed ? 1 : failed,
    known: isKnown ? passed : 0,
  };
}
