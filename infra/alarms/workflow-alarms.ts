import type { Contract, WorkflowVia } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarm } from "./alarm.ts";
import { workflowSeries } from "./metric-series.ts";

/** Executions that did not end as designed: every outcome that the workflow expects ends in `Succeeded`. */
export function workflowAlarms(
  name: string,
  machine: sst.aws.StepFunctions,
  { owner }: Contract<WorkflowVia>,
): void {
  const ends = [
    ["Failed", "ExecutionsFailed", "An execution of the workflow failed: its order hangs."],
    ["TimedOut", "ExecutionsTimedOut", "An execution of the workflow timed out: its order hangs."],
    ["Aborted", "ExecutionsAborted", "Someone has stopped an execution: its order hangs."],
  ] as const;
  const common = {
    owner,
    runbook: "stuck-workflow",
    // Without an execution none has failed.
    withoutData: "quiet",
    periodSeconds: seconds.minute,
    above: 0,
  } as const;
  const series = (metric: string) => workflowSeries(machine, metric);
  for (const [end, metric, means] of ends) {
    alarm(`${name}${end}`, {
      ...common,
      means,
      severity: "page",
      watches: series(metric),
      periods: { above: 1, of: 1 },
    });
  }
  alarm(`${name}Throttled`, {
    ...common,
    means: `Step Functions delays executions of ${name}: the account's state transitions are used up.`,
    severity: "ticket",
    runbook: "throttled",
    watches: series("ExecutionThrottled"),
    periods: { above: 3, of: 5 },
  });
}
