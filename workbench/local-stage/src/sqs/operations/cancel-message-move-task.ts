import type { Operation } from "../../common/operation.ts";
import { readFields } from "../../endpoint/read-fields.ts";
import { moveTaskPermissions } from "../move-tasks/move-task-permissions.ts";
import type { SqsContextWithTasks } from "../move-tasks/move-tasks.ts";
import { parseTaskHandle, resourceNotFound, taskNotFound } from "../move-tasks/task-handle.ts";
import { requireString } from "../read-input.ts";
import { modelledError } from "../sqs-error.ts";

export function cancelMessageMoveTask(context: SqsContextWithTasks): Operation {
  const referenceOf = (input: unknown) =>
    parseTaskHandle(requireString(readFields(input), "TaskHandle"));
  return {
    permissions: (input) =>
      moveTaskPermissions("sqs:CancelMessageMoveTask", referenceOf(input).sourceArn),
    run(input) {
      const { taskId, sourceArn } = referenceOf(input);
      const task = context.moveTasks.byId(taskId);
      if (context.queues.byArn(sourceArn) === undefined) throw resourceNotFound("SourceArn");
      // The handle is not signed: a task is only found under the source that IAM was asked about.
      if (task?.sourceArn !== sourceArn) throw taskNotFound();
      if (task.status !== "RUNNING") {
        throw modelledError(
          "UnsupportedOperation",
          "Only tasks in RUNNING state can be cancelled.",
        );
      }
      context.moveTasks.cancel(taskId);
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  };
}
