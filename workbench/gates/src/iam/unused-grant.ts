import type { Finding, Undecided } from "../finding.ts";
import { findCall } from "./find-call.ts";
import type { Grant } from "./grants.ts";
import { permissionText } from "./permission-text.ts";
import type { Review } from "./rule.ts";

/** A grant of which a part was not used. */
type Unused = {
  readonly rule: string;
  readonly action: string;
  readonly message: string;
  /** The grant, and its used part. */
  readonly granted: readonly [actions: readonly string[], resources: readonly string[]];
  readonly left: readonly [actions: readonly string[], resources: readonly string[]];
};

/** A finding. Undecided when the role's code contains a call that needs the action. */
export function unusedGrant(
  review: Pick<Review, "callsOf">,
  grant: Grant,
  { rule, action, message, granted, left }: Unused,
): Finding | Undecided {
  const about = { rule, resource: grant.role };
  const call = findCall(review, grant.roleArn, action);
  if (call) {
    return {
      ...about,
      message: `${message} ${call.at} calls ${call.operation}, but no use was recorded.`,
      next: "Let npm run evidence run this call, or remove the call and the grant.",
    };
  }
  const isLeft = left.every((part) => part.length > 0);
  const fix = isLeft ? permissionText(...left) : `Remove ${permissionText(...granted)}.`;
  return { ...about, severity: "error", message, fix };
}
