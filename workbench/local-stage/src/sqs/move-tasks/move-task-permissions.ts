import type { Permission } from "../../common/operation.ts";

/** A redrive also needs the permissions to receive from and delete in the dead-letter queue. */
export function moveTaskPermissions(action: string, sourceArn: string): readonly Permission[] {
  const actions = [action, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  return actions.map((name) => ({ action: name, resource: sourceArn }));
}
