import type { AccessRequest } from "./access-request.ts";
import type { Decision, StatementReference } from "./decision.ts";
import { denialMessage, policyOfKind } from "./denial-message.ts";
import { principalName } from "./nearest-statement.ts";

/** Explains a decision: the statement that decided, or the nearest statement and its obstacles. */
export function explain(decision: Decision, request: AccessRequest): string {
  if (decision.allowed) {
    const { action, principal, resource } = request;
    return `${principalName(principal)} may ${action} on ${resource}: ${place(decision.by)} allows it.`;
  }
  const denial = `${denialMessage(decision, request)}.`;
  if (decision.kind === "explicit") return `${denial}\nIt is ${place(decision.by)} that denies it.`;
  if (decision.nearest === undefined) {
    return `${denial}\nNo statement comes near: none allows ${request.action}.`;
  }
  return `${denial}\nNearest is ${place(decision.nearest)}, but: ${decision.nearest.because}.`;
}

function place({ statement, policy, kind }: StatementReference): string {
  return `${statement} of "${policy}" (${policyOfKind(kind)})`;
}
