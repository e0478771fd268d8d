import {
  DescribeExecutionCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import type { ExecutionHistory } from "./execution-history.ts";
import { failureOf } from "./failure-of.ts";
import { stepsOf } from "./steps-of.ts";

/** The largest page: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
const pageSize = 1_000;

/** Reads an execution and its whole history; undefined when there is none. An execution is kept for 90 days after its end. */
export async function readExecution(
  sfn: SFNClient,
  executionArn: string,
): Promise<ExecutionHistory | undefined> {
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn })).catch(ifMissing);
  if (!execution) return undefined;
  const events: HistoryEvent[] = [];
  const pages = paginateGetExecutionHistory({ client: sfn, pageSize }, { executionArn });
  for await (const page of pages) events.push(...(page.events ?? []));
  const { name = "", status = "", startDate, stopDate } = execution;
  const { error, cause } = failureIn(events) ?? execution;
  const hasFailed = !["RUNNING", "SUCCEEDED"].includes(status);
  return {
    arn: executionArn,
    name,
    status,
    startedMs: startDate?.getTime() ?? 0,
    ...(stopDate ? { endedMs: stopDate.getTime() } : {}),
    redrivenMs: events
      .filter(({ type }) => type === "ExecutionRedriven")
      .map(({ timestamp }) => timestamp?.getTime() ?? 0),
    ...(hasFailed ? { failure: failureOf({ error: error ?? errorOf(status), cause }) } : {}),
    steps: stepsOf(events),
  };
}

function ifMissing(error: Error): undefined {
  if (error.name !== "ExecutionDoesNotExist") throw error;
}

/** Only the history has the error of an execution that timed out. */
function failureIn(events: readonly HistoryEvent[]) {
  const last = events.at(-1);
  return last?.executionTimedOutEventDetails ?? last?.executionFailedEventDetails;
}

function errorOf(status: string): string {
  if (status === "TIMED_OUT") return "States.Timeout";
  return status === "ABORTED" ? "stopped by a person" : "no error name";
}
