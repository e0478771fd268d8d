import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";
import { stepFunctionsError } from "../step-functions-error.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export function describeStateMachine({ machines }: StepFunctionsContext): Operation {
  return arnOperation("states:DescribeStateMachine", "stateMachineArn", (arn) => {
    const machine = machines.get(arn);
    if (!machine) throw stepFunctionsError("StateMachineDoesNotExist", arn);
    const { name, type, definition, roleArn, logging } = machine.definition;
    const { level, includeExecutionData, logGroupArn } = logging;
    return {
      stateMachineArn: arn,
      name,
      status: "ACTIVE",
      type,
      definition,
      roleArn,
      creationDate: machine.createdAtMs / 1_000,
      loggingConfiguration: {
        level,
        includeExecutionData,
        ...(logGroupArn !== undefined && {
          destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `${logGroupArn}:*` } }],
        }),
      },
      tracingConfiguration: { enabled: false },
    };
  });
}
