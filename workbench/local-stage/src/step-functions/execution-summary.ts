import type { ExecutionRow } from "./engine/execution-store.ts";

/** An execution as lists show it. Times are in seconds. */
export function executionSummary(row: ExecutionRow) {
  const { arn, machineArn, name, status, startedAtMs, stoppedAtMs } = row;
  const { redriveCount, redrivenAtMs } = row;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: startedAtMs / 1_000,
    ...(stoppedAtMs !== null && { stopDate: stoppedAtMs / 1_000 }),
    redriveCount,
    ...(redrivenAtMs !== null && { redriveDate: redrivenAtMs / 1_000 }),
  };
}
