import type { Operation } from "../../common/operation.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { tokenOperation } from "../token-operation.ts";

export function sendTaskHeartbeat(context: StepFunctionsContext): Operation {
  return tokenOperation(context, "states:SendTaskHeartbeat", context.engine.heartbeat);
}
