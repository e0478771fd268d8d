import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf, textOf } from "@stagecraft/plan/resources";
import { customerKeyArn } from "@stagecraft/plan/resources/kms/kms-keys";
import type { Permission } from "../common/operation.ts";
import { encryptedResources } from "./encrypted-resource.ts";
import { keyPermission } from "./key-permission.ts";

/** The permissions on a KMS key that a call needs besides its own; none for AWS's keys. */
export type KeyPermissions = (permission: Permission) => readonly Permission[];

/** Finds the customer managed key of what a permission is about. */
export function createKeyPermissions(plan: Plan): KeyPermissions {
  const uses = new Map<string, readonly Permission[]>();
  for (const { type, keyIdOf, encryptionContext, actions } of encryptedResources) {
    for (const resource of resourcesOf(plan, type)) {
      const keyArn = customerKeyArn(plan, keyIdOf(resource));
      if (keyArn === undefined) continue;
      const context = encryptionContext(resource, plan);
      for (const [action, wanted] of Object.entries(actions)) {
        const [service = ""] = action.split(":");
        const asked = wanted.map((kmsAction) =>
          keyPermission(kmsAction, keyArn, { service, context }),
        );
        uses.set(`${action} ${textOf(resource, "arn")}`, asked);
      }
    }
  }
  return ({ action, resource }) => uses.get(`${action} ${withoutIndex(resource)}`) ?? [];
}

/** An index has its table's key. */
function withoutIndex(arn: string): string {
  return arn.replace(/(:table\/[^/]+)\/index\/.*$/, "$1");
}
