import type { Operation } from "../../common/operation.ts";
import { readText } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { tokenOperation } from "../token-operation.ts";

export function sendTaskFailure(context: StepFunctionsContext): Operation {
  return tokenOperation(context, "states:SendTaskFailure", (thread, fields) => {
    const error = readText(fields, "error", 256);
    const cause = readText(fields, "cause", 32_768);
    context.engine.failTask(thread, {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
  });
}
