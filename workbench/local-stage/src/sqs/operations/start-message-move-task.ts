import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Operation } from "../../common/operation.ts";
import { readFields, readString } from "../../endpoint/read-fields.ts";
import { moveTaskPermissions } from "../move-tasks/move-task-permissions.ts";
import type { SqsContextWithTasks } from "../move-tasks/move-tasks.ts";
import { maximumMovesPerSecond } from "../move-tasks/move-tasks.ts";
import { formatTaskHandle, resourceNotFound } from "../move-tasks/task-handle.ts";
import { readBoundedInteger, requireString } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";
import { invalidParameter } from "../sqs-error.ts";

export function startMessageMoveTask(context: SqsContextWithTasks): Operation {
  return {
    permissions(input) {
      const { source, destination, sources } = readRequest(context, input);
      const receivers = destination === undefined ? sources : [destination];
      return [
        ...moveTaskPermissions("sqs:StartMessageMoveTask", source.arn),
        ...receivers.map((queue) => ({ action: "sqs:SendMessage", resource: queue.arn })),
      ];
    },
    run(input) {
      const request = readRequest(context, input);
      const [running] = context.moveTasks.latest(request.source.arn, 1);
      if (running?.status === "RUNNING") {
        throw invalidParameter(
          "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
        );
      }
      return { TaskHandle: formatTaskHandle(context.moveTasks.start(request)) };
    },
  };
}

function readRequest(context: SqsContext, input: unknown) {
  const fields = readFields(input);
  const source = context.queues.byArn(requireString(fields, "SourceArn"));
  if (source === undefined) throw resourceNotFound("SourceArn");
  const sources = context.queues.sourcesOf(source);
  if (sources.length === 0) {
    throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
  }
  const destinationArn = readString(fields, "DestinationArn");
  let destination: QueueDefinition | undefined;
  if (destinationArn !== undefined) {
    destination = context.queues.byArn(destinationArn);
    if (destination === undefined) throw resourceNotFound("DestinationArn");
    if (destination.arn === source.arn) {
      throw invalidParameter("Source queue arn and destination queue arn cannot be the same.");
    }
    if (destination.fifo !== source.fifo) {
      throw invalidParameter("Source queue and destination queue must be of the same type.");
    }
  }
  const maxPerSecond = readBoundedInteger(fields, "MaxNumberOfMessagesPerSecond", {
    min: 1,
    max: maximumMovesPerSecond,
    reason: `MaxNumberOfMessagesPerSecond must be between 1 and ${maximumMovesPerSecond}.`,
  });
  return { source, sources, destination, maxPerSecond };
}
