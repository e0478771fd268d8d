import type { ExecutionRow } from "./engine/execution-store.ts";
import type { StepFunctionsContext } from "./step-functions-context.ts";
import { stepFunctionsError } from "./step-functions-error.ts";

/** An execution as it is now. @throws AwsError ExecutionDoesNotExist */
export function findExecution({ store }: StepFunctionsContext, arn: string): ExecutionRow {
  store.flush();
  const row = store.byArn(arn);
  if (row) return row;
  throw stepFunctionsError("ExecutionDoesNotExist", arn);
}
