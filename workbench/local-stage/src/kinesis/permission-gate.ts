import type { Permission } from "../shared/operation.ts";

/** IAM's answer to one permission. */
export type Permitted =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string };

/** Asks IAM before each step and tells of a denial once, until the step is allowed again. */
export function createPermissionGate(
  allow: (permission: Permission) => Permitted,
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
    if (!denied.has(key)) onDenied(permission, answer.reason);
    denied.add(key);
    return false;
  };
}
