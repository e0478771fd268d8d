import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type ExecutionListItem,
  GetExecutionHistoryCommand,
  paginateListExecutions,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import { failedStatuses } from "../../executions/failed-statuses.ts";
import type { DeadLetterMessage } from "./dead-letter-message.ts";
import { causeUnknown } from "./read-message.ts";
import { traceOf } from "./trace-of.ts";

/** Lists the failed and timed-out executions of a state machine, the latest first of each status. */
export async function* listFailedExecutions(
  sfn: SFNClient,
  { arn: stateMachineArn }: StateMachineDefinition,
): AsyncGenerator<ExecutionListItem> {
  for (const statusFilter of failedStatuses) {
    const pages = paginateListExecutions({ client: sfn }, { stateMachineArn, statusFilter });
    for await (const { executions = [] } of pages) yield* executions;
  }
}

/** Reads a failed execution as a dead-letter message; its body is the input. */
export async function readExecution(
  sfn: SFNClient,
  machine: StateMachineDefinition,
  executionArn: string,
): Promise<DeadLetterMessage> {
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const { name = "", input = "{}", startDate, stopDate, traceHeader } = execution;
  const { redriveCount = 0, redriveStatusReason, redriveStatus } = execution;
  const traceId = traceOf(traceHeader);
  const isRedrivable = redriveStatus === "REDRIVABLE";
  return {
    id: name,
    source: machine.logicalName,
    consumer: machine.logicalName,
    body: input,
    attributes: {},
    target: {
      kind: "state-machine",
      arn: machine.arn,
      name: machine.logicalName,
      executionArn,
      redriveCount,
      ...(isRedrivable
        ? {}
        : { notRedrivable: redriveStatusReason ?? "Step Functions gives no reason" }),
    },
    firstMs: startDate?.getTime() ?? 0,
    ...(stopDate ? { lastMs: stopDate.getTime() } : {}),
    failure: { ...failureOf(execution), ...(traceId === undefined ? {} : { traceId }) },
  };
}

/** A timed-out execution has no error: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
function failureOf({ status, error, cause }: DescribeExecutionCommandOutput) {
  return {
    error: error ?? (status === "TIMED_OUT" ? "States.Timeout" : causeUnknown),
    ...(cause === undefined ? {} : { message: cause }),
  };
}

/** The state in which an execution failed, from its history; undefined when the history has no state. */
export async function failedState(
  sfn: SFNClient,
  executionArn: string,
): Promise<string | undefined> {
  const { events = [] } = await sfn.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 50 }),
  );
  return events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails)
    ?.stateEnteredEventDetails?.name;
}
