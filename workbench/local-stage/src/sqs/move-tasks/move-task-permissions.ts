import type { Permission } from "../../shared/operation.ts";

/** A redrive needs, beside its own action, what reads and empties the dead-letter queue. */
export function moveTaskPermissions(action: string, sourceArn: string): readonly Permission[] {
  const actions = [action, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  return actions.map((name) => ({ action: name, resource: sourceArn }));
}
