import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type ExecutionListItem,
  GetExecutionHistoryCommand,
  paginateListExecutions,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { DeadLetter } from "./dead-letter.ts";
import { traceOf } from "./trace-of.ts";

/** What ended in vain. One that a person stopped is ABORTED, and was meant to end. */
const statuses = ["FAILED", "TIMED_OUT"] as const;

/** The executions of a state machine that ended in vain, the latest first of each status. */
export async function* listFailedExecutions(
  sfn: SFNClient,
  { arn: stateMachineArn }: StateMachineDefinition,
): AsyncGenerator<ExecutionListItem> {
  for (const statusFilter of statuses) {
    const pages = paginateListExecutions({ client: sfn }, { stateMachineArn, statusFilter });
    for await (const { executions = [] } of pages) yield* executions;
  }
}

/** A failed execution as a dead letter, its input the body. */
export async function readExecution(
  sfn: SFNClient,
  machine: StateMachineDefinition,
  executionArn: string,
): Promise<DeadLetter> {
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const { name = "", input = "{}", startDate, stopDate, traceHeader } = execution;
  const { redriveCount = 0, redriveStatusReason, redriveStatus } = execution;
  const traceId = traceOf(traceHeader);
  const isRedrivable = redriveStatus === "REDRIVABLE";
  return {
    id: name,
    place: machine.logicalName,
    consumer: machine.logicalName,
    body: input,
    attributes: {},
    way: {
      to: "state-machine",
      arn: machine.arn,
      name: machine.logicalName,
      executionArn,
      redriveCount,
      ...(isRedrivable
        ? {}
        : { notRedrivable: redriveStatusReason ?? "Step Functions does not say why" }),
    },
    firstMs: startDate?.getTime() ?? 0,
    ...(stopDate ? { lastMs: stopDate.getTime() } : {}),
    failure: { ...failureOf(execution), ...(traceId === undefined ? {} : { traceId }) },
  };
}

/** A timed-out execution tells of no error: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
function failureOf({ status, error, cause }: DescribeExecutionCommandOutput) {
  return {
    error: error ?? (status === "TIMED_OUT" ? "States.Timeout" : "not told"),
    ...(cause === undefined ? {} : { message: cause }),
  };
}

/** The state in which an execution ended, by its history; undefined when that does not tell. */
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
