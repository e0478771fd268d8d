import type { ExitCode } from "@stagecraft/cli/exit-code";
import { OrderId } from "@stagecraft/contracts/ids";
import type { Connection } from "../access/connection.ts";
import { nextLines, withNext } from "../access/next-lines.ts";
import { stageArguments } from "../access/open-stage.ts";
import { firstExecutionName } from "../dead-letters/redrive/next-execution-name.ts";
import type { ExecutionHistory } from "./execution-history.ts";
import type { ExecutionsOptions } from "./executions-options.ts";
import { isFailedStatus } from "./failed-statuses.ts";
import { listExecutions } from "./list-executions.ts";
import { readOrderExecutions, workflowArn } from "./order-executions.ts";
import { printExecution } from "./print-execution.ts";
import { printExecutions } from "./print-executions.ts";
import { readExecution } from "./read-execution.ts";

/** The output of the command, and its exit code. */
export type ExecutionsResult = { readonly text: string; readonly exitCode: ExitCode };

/** Lists executions, or shows one. */
export async function runExecutions(
  options: ExecutionsOptions,
  connection: Connection,
): Promise<ExecutionsResult> {
  const { stage, json } = options;
  const { sfn, accountId } = connection;
  const workflow = { accountId, stage };
  if (options.command === "list") {
    const executions = await listExecutions(sfn, workflowArn(workflow), options);
    if (json) return { text: jsonOf({ stage, executions }), exitCode: 0 };
    const nothing = options.failed ? "No execution has failed." : "There are no executions yet.";
    const text = executions.length > 0 ? printExecutions(executions, connection.nowMs()) : nothing;
    return { text, exitCode: 0 };
  }
  const { id } = options;
  const executions = id.startsWith("arn:")
    ? [await readExecution(sfn, id)].flatMap((execution) => execution ?? [])
    : await readOrderExecutions(sfn, workflow, id);
  const exitCode = executions.length > 0 ? 0 : 1;
  if (json) return { text: jsonOf({ stage, executions }), exitCode };
  if (executions.length === 0) return { text: notFound(options, id), exitCode };
  const next = nextCommands(options, executions);
  const texts = executions.map((execution) => printExecution(execution, connection.nowMs()));
  return { text: withNext(texts, nextLines(next)), exitCode };
}

function notFound(options: ExecutionsOptions, id: string): string {
  const list = `npm run executions -- list${stageArguments(options)}`;
  return `There is no execution ${id} on the stage ${options.stage}. It has not started yet, or ended more than 90 days ago. ${list} lists the latest.`;
}

/** The history has only the name of an unexpected error, and no causes; an order's trace has them, from the logs. */
function nextCommands(
  options: ExecutionsOptions,
  executions: readonly ExecutionHistory[],
): readonly string[] {
  const last = executions.at(-1);
  if (!last) return [];
  const where = stageArguments(options);
  const orderId = firstExecutionName(last.name);
  const isOrder = OrderId.safeParse(orderId).success;
  return [
    ...(isOrder && hasFailure(last) ? [`npm run trace -- ${orderId}${where}`] : []),
    ...(isFailedStatus(last.status)
      ? [`npm run dlq -- show ${last.name}${where}`, `npm run dlq -- redrive ${last.name}${where}`]
      : []),
  ];
}

function hasFailure({ steps }: ExecutionHistory): boolean {
  return steps.some(
    ({ failure, attempts }) => failure ?? attempts.some((attempt) => attempt.failure),
  );
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
