import type { Finding, Undecided } from "../finding.ts";
import type { Gate } from "../gate.ts";
import { CannotJudgeError } from "../read-evidence.ts";
import { callsByRole } from "./calls.ts";
import { grantedActions } from "./granted-actions.ts";
import { grantsOf } from "./grants.ts";
import { linkedActions } from "./linked-actions.ts";
import { managedPolicy } from "./managed-policy.ts";
import { openResourcePolicy } from "./open-resource-policy.ts";
import { type OverPrivilege, overPrivilegeOf } from "./over-privilege.ts";
import { passRole } from "./pass-role.ts";
import type { Review, Rule } from "./ruling.ts";
import { sharedRole } from "./shared-role.ts";
import { trust } from "./trust.ts";
import { untiedSecret } from "./untied-secret.ts";
import { unusedAction } from "./unused-action.ts";
import { widerThanUsed } from "./wider-than-used.ts";
import { wildcard } from "./wildcard.ts";

const rules: readonly Rule[] = [
  ...[unusedAction, widerThanUsed, wildcard, managedPolicy],
  ...[trust, sharedRole, passRole, openResourcePolicy, untiedSecret],
];

/** Whether each role is allowed what it was seen to use, and nothing else; and nobody else what is not theirs. */
export const gateIam: Gate = async ({ root, plan, evidence }) => {
  const { uses } = await evidence();
  if (uses.length === 0) throw new CannotJudgeError("The evidence holds no use of any permission.");
  const calls = await callsByRole(root, plan);
  const grants = await grantsOf(plan);
  const callsOf = (roleArn: string) => calls.get(roleArn) ?? [];
  const review: Review = { plan, grants, uses, callsOf };
  const said = rules.flatMap((rule) => rule(review));
  return {
    findings: said.filter(isFinding),
    undecided: said.filter((each): each is Undecided => !isFinding(each)),
    looked: grants.length,
    figures: {
      "over-privilege ratio": text(overPrivilegeOf(grantedActions(review), review)),
      "over-privilege ratio with SST's plain link": text(
        overPrivilegeOf(await linkedActions(review), review),
      ),
    },
  };
};

function isFinding(each: Finding | Undecided): each is Finding {
  return "severity" in each;
}

function text({ granted, used }: OverPrivilege): string {
  if (used === 0) return `${granted} granted, none used`;
  return `${(granted / used).toFixed(2)} (${granted} granted, ${used} used)`;
}
