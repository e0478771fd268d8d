import type { Contract, TaskVia, WorkflowVia } from "../packages/contracts/src/contract.ts";

/**
 * Sets how long an execution and its tasks may take, as their contracts say; a task without one may take for ever. SST
 * writes a task's timeout under a name that Step Functions refuses, and knows neither heartbeats nor the limit of an
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
      if (!state) throw new Error(`There is no state ${via.state}, of which there is a contract.`);
      state.TimeoutSeconds = via.timeoutSeconds;
      if (via.heartbeatSeconds !== undefined) state.HeartbeatSeconds = via.heartbeatSeconds;
    }
    return JSON.stringify(machine);
  });
}
