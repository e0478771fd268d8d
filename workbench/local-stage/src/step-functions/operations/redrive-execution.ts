import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { executionOf } from "../engine/restore-executions.ts";
import { findExecution } from "../find-execution.ts";
import { readText } from "../read-request.ts";
import { redriveRefusal } from "../redrive-refusal.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { stepFunctionsError } from "../step-functions-error.ts";

/** How long, and how many, client tokens are remembered. */
const tokenMs = 15 * 60_000;
const mostTokens = 10;

/**
 * Continues an execution that failed, timed out or was stopped, from its last states and with its definition.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
 */
export function redriveExecution(context: StepFunctionsContext): Operation {
  const { clock, store, engine } = context;
  return arnOperation("states:RedriveExecution", "executionArn", (arn, fields) => {
    const token = readText(fields, "clientToken", 64);
    const row = findExecution(context, arn);
    const { id, machineArn, revisionId, redriveCount, status } = row;
    const atMs = clock.nowMs();
    const tokens = store.redriveTokens(id).filter((known) => known.atMs > atMs - tokenMs);
    const repeated = tokens.find((known) => known.token === token);
    if (repeated) return { redriveDate: repeated.atMs / 1_000 };
    const refusal = redriveRefusal(context, row);
    const snapshot = store.snapshot(id);
    if (refusal !== undefined || !snapshot) throw stepFunctionsError("ExecutionNotRedrivable", arn);
    const count = redriveCount + 1;
    store.atOnce(() => {
      store.runAgain(id, {
        count,
        atMs,
        tokens: [...tokens, ...(token === undefined ? [] : [{ token, atMs }])].slice(-mostTokens),
      });
      const again = { ...row, redriveCount: count, redrivenAtMs: atMs };
      engine.redrive(executionOf(again, context.revisionById(revisionId)), snapshot);
      store.flush();
    });
    context.redriven(machineArn, status);
    return { redriveDate: atMs / 1_000 };
  });
}
