import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { Fault } from "@stagecraft/contracts/fault";
import type { WorkflowInput } from "@stagecraft/contracts/order-workflow";

export type OrderWorkflow = {
  /**
   * Starts the order's workflow under the order's id, which can be started once; `isFirst` tells whether it was now.
   * @throws Fault `workflow.unreachable` to retry
   */
  start(input: WorkflowInput): Promise<{ readonly isFirst: boolean }>;
};

/**
 * The state machine with that ARN. It knows a name for 90 days after its execution ended, which is longer than any
 * message lives: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function orderWorkflow(client: SFNClient, stateMachineArn: string): OrderWorkflow {
  return {
    async start(input) {
      const name = input.orderId;
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
        );
        return { isFirst: true };
      } catch (cause) {
        if (cause instanceof Error && cause.name === "ExecutionAlreadyExists") {
          return { isFirst: false };
        }
        throw new Fault("workflow.unreachable", { retry: true, cause });
      }
    },
  };
}
