import type { Contract, TaskVia, WorkflowVia } from "../packages/contracts/src/contract.ts";

/**
 * Sets the timeouts and heartbeats of an execution and its tasks from their contracts; a task without a contract has no timeout.
 * SST writes a task's timeout under a name that Step Functions refuses, and supports neither heartbeats nor a timeout of the
 * execution. https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html#task-state-fields
 */
export function withTaskLimits(
  definition: $util.Output<string>,
  workflow: Contract<WorkflowVia>,
  tasks: readonly Contract<TaskVia>[],
) {
  return definition.apply((text) => {
    const machine = JSON.parse(text);
    machine.TimeoutSeconds = workflow.via.timeoutSeconds;
    for (const { via } of tasks) {
      const state = machine.States[via.state];
      if (!state)
        throw new Error(
          `A contract names the state ${via.state}, and the workflow has no such state.`,
        );
      state.TimeoutSeconds = via.timeoutSeconds;
      if (via.heartbeatSeconds !== undefined) state.HeartbeatSeconds = via.heartbeatSeconds;
    }
    return JSON.stringify(machine);
  });
}
