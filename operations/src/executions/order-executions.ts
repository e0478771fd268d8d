import type { SFNClient } from "@aws-sdk/client-sfn";
import { orderWorkflow } from "@stagecraft/contracts/contracts/order-workflow";
import { appName, region } from "@stagecraft/contracts/system";
import { nextExecutionName } from "../dead-letters/redrive/next-execution-name.ts";
import type { ExecutionHistory } from "./execution-history.ts";
import { readExecution } from "./read-execution.ts";

/** The stage's order workflow: of an account, which is the caller's. */
export type WorkflowOf = { readonly accountId: string; readonly stage: string };

const machineName = (stage: string) => `${appName}-${stage}-${orderWorkflow.via.machine}`;

export function workflowArn({ accountId, stage }: WorkflowOf): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${machineName(stage)}`;
}

/** The ARN of an execution of the order workflow; an order's execution has the order's id as its name. */
export function executionArn({ accountId, stage }: WorkflowOf, name: string): string {
  return `arn:aws:states:${region}:${accountId}:execution:${machineName(stage)}:${name}`;
}

/** The executions of an order, oldest first: the first one, and those with which an operator started it again (`npm run dlq`). */
export async function readOrderExecutions(
  sfn: SFNClient,
  workflow: WorkflowOf,
  name: string,
): Promise<readonly ExecutionHistory[]> {
  const executions: ExecutionHistory[] = [];
  for (let next = name; ; next = nextExecutionName(next)) {
    const execution = await readExecution(sfn, executionArn(workflow, next));
    if (!execution) return executions;
    executions.push(execution);
  }
}
