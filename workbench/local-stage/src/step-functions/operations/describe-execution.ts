import type { Operation } from "../../operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { executionSummary } from "../execution-summary.ts";
import { findExecution } from "../find-execution.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export function describeExecution(context: StepFunctionsContext): Operation {
  return arnOperation("states:DescribeExecution", "executionArn", (arn) => {
    const row = findExecution(context, arn);
    const { status, input, output, error, cause } = row;
    const redrivable = status !== "RUNNING" && status !== "SUCCEEDED";
    return {
      ...executionSummary(row),
      input,
      inputDetails: { included: true },
      ...(output !== null && { output, outputDetails: { included: true } }),
      ...(error !== null && { error }),
      ...(cause !== null && { cause }),
      redriveStatus: redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE",
      ...(!redrivable && {
        redriveStatusReason: `Execution is ${status} and cannot be redriven`,
      }),
    };
  });
}
