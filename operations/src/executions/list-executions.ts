import {
  type ExecutionListItem,
  type ExecutionStatus,
  paginateListExecutions,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { mapInOrder } from "../access/map-in-order.ts";
import type { ExecutionHistory } from "./execution-history.ts";
import { failedStatuses } from "./failed-statuses.ts";
import { readExecution } from "./read-execution.ts";

/** The latest executions of a state machine, with their histories; the latest start first. */
export async function listExecutions(
  sfn: SFNClient,
  stateMachineArn: string,
  { failed, limit }: { readonly failed: boolean; readonly limit: number },
): Promise<readonly ExecutionHistory[]> {
  const lists = failed
    ? await Promise.all(failedStatuses.map((status) => latest(sfn, stateMachineArn, limit, status)))
    : [await latest(sfn, stateMachineArn, limit)];
  const started = ({ startDate }: ExecutionListItem) => startDate?.getTime() ?? 0;
  const found = lists
    .flat()
    .toSorted((one, other) => started(other) - started(one))
    .slice(0, limit);
  const executions = await mapInOrder(found, ({ executionArn = "" }) =>
    readExecution(sfn, executionArn),
  );
  return executions.flatMap((execution) => execution ?? []);
}

/** ListExecutions gives the latest first: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
async function latest(
  sfn: SFNClient,
  stateMachineArn: string,
  limit: number,
  statusFilter?: ExecutionStatus,
): Promise<readonly ExecutionListItem[]> {
  const found: ExecutionListItem[] = [];
  const query = { stateMachineArn, ...(statusFilter ? { statusFilter } : {}) };
  const pageSize = Math.min(limit, 1_000);
  for await (const { executions = [] } of paginateListExecutions(
    { client: sfn, pageSize },
    query,
  )) {
    found.push(...executions);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}
