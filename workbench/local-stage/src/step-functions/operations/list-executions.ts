import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { executionSummary } from "../execution-summary.ts";
import { pageToken, readPageToken } from "../page-token.ts";
import { readPageSize, readText } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { stepFunctionsError, validationError } from "../step-functions-error.ts";

const statuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

/** The latest first: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function listExecutions(context: StepFunctionsContext): Operation {
  const { store, machines } = context;
  return arnOperation("states:ListExecutions", "stateMachineArn", (machineArn, fields) => {
    if (!machines.has(machineArn)) throw stepFunctionsError("StateMachineDoesNotExist", machineArn);
    const size = readPageSize(fields);
    const status = readText(fields, "statusFilter") ?? null;
    if (status !== null && !statuses.includes(status)) {
      throw validationError(
        "statusFilter",
        status,
        `Member must satisfy enum value set: [${statuses.join(", ")}]`,
      );
    }
    const question = `executions|${machineArn}|${status}`;
    const beforeId = readPageToken(fields, question) ?? Number.MAX_SAFE_INTEGER;
    store.flush();
    const rows = store.page(machineArn, beforeId, status, size + 1);
    const shown = rows.slice(0, size);
    return {
      executions: shown.map(executionSummary),
      ...(rows.length > size && { nextToken: pageToken(question, shown.at(-1)?.id ?? 0) }),
    };
  });
}
