import type { StepFunctions } from "@stagecraft/aws/step-functions";
import { Fault } from "@stagecraft/contracts/fault";
import type { WorkflowInput } from "@stagecraft/contracts/order-workflow";

export type OrderWorkflow = {
  /**
   * Starts an execution with the order's id as its name. `isFirst`: it did not exist before.
   * @throws Fault `workflow.unreachable`, to retry
   */
  start(input: WorkflowInput): Promise<{ readonly isFirst: boolean }>;
};

/**
 * The state machine with that ARN. An execution's name cannot be used again for 90 days after its end, which is longer than any
 * message is retained: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function orderWorkflow(client: StepFunctions, stateMachineArn: string): OrderWorkflow {
  return {
    async start(input) {
      const name = input.orderId;
      try {
        await client.call("StartExecution", {
          stateMachineArn,
          name,
          input: JSON.stringify(input),
        });
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
