import type { Finding, Undecided } from "../finding.ts";
import { callThatNeeds } from "./call-that-needs.ts";
import type { Grant } from "./grants.ts";
import { permissionText } from "./permission-text.ts";
import type { Review } from "./ruling.ts";

/** A use of a grant that was not seen. */
type Unseen = {
  readonly rule: string;
  readonly action: string;
  readonly message: string;
  /** The grant, and what is left of it without what was not used. */
  readonly granted: readonly [actions: readonly string[], resources: readonly string[]];
  readonly left: readonly [actions: readonly string[], resources: readonly string[]];
};

/** A finding; but where the role's code has a call that needs the action, nobody can say that it is not needed. */
export function unseenUse(
  review: Pick<Review, "callsOf">,
  grant: Grant,
  { rule, action, message, granted, left }: Unseen,
): Finding | Undecided {
  const about = { rule, resource: grant.role };
  const call = callThatNeeds(review, grant.roleArn, action);
  if (call) {
    return {
      ...about,
      message: `${message} ${call.at} calls ${call.operation}, which was not seen to need it.`,
      next: "Have npm run evidence take the path that uses it, or take the call and the grant out.",
    };
  }
  const isLeft = left.every((part) => part.length > 0);
  const fix = isLeft
    ? permissionText(...left)
    : `nothing in place of ${permissionText(...granted)}`;
  return { ...about, severity: "error", message, fix };
}
