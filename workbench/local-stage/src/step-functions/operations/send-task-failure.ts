import type { Operation } from "../../operation.ts";
import { readString } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { tokenOperation } from "../token-operation.ts";

export function sendTaskFailure(context: StepFunctionsContext): Operation {
  return tokenOperation(context, "states:SendTaskFailure", (thread, fields) => {
    const error = readString(fields, "error", 256);
    const cause = readString(fields, "cause", 32_768);
    context.engine.failTask(thread, {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
  });
}
