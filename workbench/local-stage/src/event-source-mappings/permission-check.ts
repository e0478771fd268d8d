import type { QueueDefinition } from "@stagecraft/plan/queue-definition";
import type { Permission } from "../shared/operation.ts";

/** IAM's answer to one permission. */
export type Permitted =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string };

/** Asks IAM before each step of a poller and tells of a denial once, until the step is allowed again. */
export function createStepPermissions(options: {
  readonly queue: QueueDefinition;
  readonly allow: (permission: Permission) => Permitted;
  readonly onDenied: (permission: Permission, reason: string) => void;
}): (action: string) => boolean {
  const denied = new Set<string>();
  return (action) => {
    const permission = { action, resource: options.queue.arn };
    const answer = options.allow(permission);
    if (answer.allowed) {
      denied.delete(action);
      return true;
    }
    if (!denied.has(action)) options.onDenied(permission, answer.reason);
    denied.add(action);
    return false;
  };
}
