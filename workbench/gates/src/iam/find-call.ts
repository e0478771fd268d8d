import type { Call } from "./calls.ts";
import type { Review } from "./rule.ts";

/** A call in the code of the role's functions that requires the action. */
export function findCall(
  { callsOf }: Pick<Review, "callsOf">,
  roleArn: string,
  action: string,
): Call | undefined {
  const [, operation = ""] = action.toLowerCase().split(":");
  return callsOf(roleArn).find(({ actions }) =>
    actions.some((needed) => needed.toLowerCase() === operation),
  );
}
