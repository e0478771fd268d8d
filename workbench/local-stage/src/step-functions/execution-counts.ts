import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { ExecutionStatus } from "./engine/execution.ts";
import { machineArnOf } from "./machine-arn-of.ts";

/** How many executions a machine has, by status. */
export type ExecutionCounts = { readonly [status in ExecutionStatus]: number };

/** Counts executions as they begin and end, starting with those in the store. */
export function createExecutionCounts(
  machines: readonly StateMachineDefinition[],
  kept: readonly { machineArn: string; status: ExecutionStatus; count: number }[],
) {
  const none = { RUNNING: 0, SUCCEEDED: 0, FAILED: 0, TIMED_OUT: 0, ABORTED: 0 };
  const byArn = new Map(machines.map(({ arn }) => [arn, { ...none }]));
  for (const { machineArn, status, count } of kept) {
    const counts = byArn.get(machineArn);
    if (counts) counts[status] = count;
  }
  return {
    started(machineArn: string) {
      const counts = byArn.get(machineArn);
      if (counts) counts.RUNNING += 1;
    },
    redriven(machineArn: string, endedAs: ExecutionStatus) {
      const counts = byArn.get(machineArn);
      if (!counts) return;
      counts[endedAs] -= 1;
      counts.RUNNING += 1;
    },
    ended(executionArn: string, status: Exclude<ExecutionStatus, "RUNNING">) {
      const counts = byArn.get(machineArnOf(executionArn));
      if (!counts) return;
      counts.RUNNING -= 1;
      counts[status] += 1;
    },
    byName: (): { readonly [machineName: string]: ExecutionCounts } =>
      Object.fromEntries(machines.map(({ arn, name }) => [name, { ...none, ...byArn.get(arn) }])),
  };
}
