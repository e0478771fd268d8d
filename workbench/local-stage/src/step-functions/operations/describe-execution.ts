import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { executionSummary } from "../execution-summary.ts";
import { findExecution } from "../find-execution.ts";
import { redriveRefusal } from "../redrive-refusal.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export function describeExecution(context: StepFunctionsContext): Operation {
  return arnOperation("states:DescribeExecution", "executionArn", (arn) => {
    const row = findExecution(context, arn);
    const { input, output, error, cause } = row;
    const refusal = redriveRefusal(context, row);
    return {
      ...executionSummary(row),
      input,
      inputDetails: { included: true },
      ...(output !== null && { output, outputDetails: { included: true } }),
      ...(error !== null && { error }),
      ...(cause !== null && { cause }),
      redriveStatus: refusal === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
      ...(refusal !== undefined && { redriveStatusReason: refusal }),
    };
  });
}
