import type { Operation } from "../../common/operation.ts";
import { requireText } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { stepFunctionsError } from "../step-functions-error.ts";
import { tokenOperation } from "../token-operation.ts";

export function sendTaskSuccess(context: StepFunctionsContext): Operation {
  return tokenOperation(context, "states:SendTaskSuccess", (thread, fields) => {
    const output = requireText(fields, "output");
    context.engine.succeedTask(thread, parse(output));
  });
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch (error) {
    throw stepFunctionsError("InvalidOutput", (error as Error).message);
  }
}
