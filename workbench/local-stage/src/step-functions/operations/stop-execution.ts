import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { findExecution } from "../find-execution.ts";
import { readText } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";

/** Aborts an execution; no effect on an ended one. */
export function stopExecution(context: StepFunctionsContext): Operation {
  return arnOperation("states:StopExecution", "executionArn", (arn, fields) => {
    const error = readText(fields, "error", 256);
    const cause = readText(fields, "cause", 32_768);
    const running = context.engine.running(arn);
    if (running) {
      context.engine.abort(running, {
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      });
    }
    const { stoppedAtMs } = findExecution(context, arn);
    return { stopDate: (stoppedAtMs ?? context.clock.nowMs()) / 1_000 };
  });
}
