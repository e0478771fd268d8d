import type { Operation } from "../../common/operation.ts";
import { readFields } from "../../endpoint/read-fields.ts";
import { moveTaskPermissions } from "../move-tasks/move-task-permissions.ts";
import type { MoveTask } from "../move-tasks/move-task-store.ts";
import type { SqsContextWithTasks } from "../move-tasks/move-tasks.ts";
import { formatTaskHandle, resourceNotFound } from "../move-tasks/task-handle.ts";
import { readBoundedInteger, requireString } from "../read-input.ts";

export function listMessageMoveTasks(context: SqsContextWithTasks): Operation {
  const sourceOf = (input: unknown) => {
    const source = context.queues.byArn(requireString(readFields(input), "SourceArn"));
    if (source === undefined) throw resourceNotFound("SourceArn");
    return source;
  };
  return {
    permissions: (input) => moveTaskPermissions("sqs:ListMessageMoveTasks", sourceOf(input).arn),
    run(input) {
      const limit = readBoundedInteger(readFields(input), "MaxResults", {
        min: 1,
        max: 10,
        reason: "MaxResults must be an integer between 1 and 10.",
      });
      return { Results: context.moveTasks.latest(sourceOf(input).arn, limit ?? 1).map(show) };
    },
  };
}

function show(task: MoveTask) {
  return {
    // Only a task that can still be cancelled shows its handle.
    ...(task.status === "RUNNING" && { TaskHandle: formatTaskHandle(task) }),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(task.destinationArn !== null && { DestinationArn: task.destinationArn }),
    ...(task.maxPerSecond !== null && { MaxNumberOfMessagesPerSecond: task.maxPerSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failureReason !== null && { FailureReason: task.failureReason }),
    StartedTimestamp: task.startedAtMs,
  };
}
