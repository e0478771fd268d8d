import type { Permission } from "../common/operation.ts";

/** IAM's answer to one permission. */
export type PermissionAnswer =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly explanation: string };

/** Asks IAM before each step of a poller. Calls `onDenied` once for a denied permission, and again after it was allowed. */
export function createPermissionCheck(
  allow: (permission: Permission) => PermissionAnswer,
  onDenied: (permission: Permission, reason: string) => void,
): (permission: Permission) => boolean {
  const denied = new Set<string>();
  return (permission) => {
    const key = `${permission.action} ${permission.resource}`;
    const answer = allow(permission);
    if (answer.allowed) {
      denied.delete(key);
      return true;
    }
    if (!denied.has(key)) onDenied(permission, answer.explanation);
    denied.add(key);
    return false;
  };
}
