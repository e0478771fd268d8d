import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "../evidence.ts";
import type { Finding, Undecided } from "../finding.ts";
import type { GateCheck } from "../gate.ts";
import { CannotCheckError } from "../read-evidence.ts";
import { callsByRole } from "./calls.ts";
import { grantedActions } from "./granted-actions.ts";
import { grantsOf } from "./grants.ts";
import { linkedActions } from "./linked-actions.ts";
import { managedPolicy } from "./managed-policy.ts";
import { openResourcePolicy } from "./open-resource-policy.ts";
import { type OverPrivilege, overPrivilegeOf } from "./over-privilege.ts";
import { passRole } from "./pass-role.ts";
import type { Review, Rule } from "./rule.ts";
import { sharedRole } from "./shared-role.ts";
import { stageDiffers } from "./stages/stage-differs.ts";
import { trust } from "./trust.ts";
import { untiedSecret } from "./untied-secret.ts";
import { unusedAction } from "./unused-action.ts";
import { widerThanUsed } from "./wider-than-used.ts";
import { wildcard } from "./wildcard.ts";

/** Rules that need the permissions used. */
const rulesWithEvidence: readonly Rule[] = [unusedAction, widerThanUsed];

const rules: readonly Rule[] = [
  ...[wildcard, managedPolicy],
  ...[trust, sharedRole, passRole, openResourcePolicy, untiedSecret],
];

/**
 * Checks that each role has exactly the permissions that it used, and that no resource policy grants more than necessary. A stage
 * without evidence is compared with the evidence stage: their policies have to be equal.
 */
export const gateIam: GateCheck = async ({ root, plan, evidencePlan, evidence }) => {
  const recorded = await evidencePlan();
  return recorded.stage === plan.stage
    ? await checkByEvidence(root, plan, await evidence())
    : await checkByComparison(root, plan, recorded);
};

async function checkByEvidence(root: string, plan: Plan, { permissionsUsed }: Evidence) {
  if (permissionsUsed.length === 0)
    throw new CannotCheckError("The evidence contains no permission used.");
  const review = { ...(await reviewOf(root, plan)), permissionsUsed };
  return {
    ...apply([...rulesWithEvidence, ...rules], review),
    examined: review.grants.length,
    figures: {
      "over-privilege ratio": text(overPrivilegeOf(grantedActions(review), review)),
      "over-privilege ratio with SST's plain link": text(
        overPrivilegeOf(await linkedActions(review), review),
      ),
    },
  };
}

async function checkByComparison(root: string, plan: Plan, evidencePlan: Plan) {
  const review = await reviewOf(root, plan);
  const { findings, undecided } = apply(rules, review);
  const { findings: differences, compared, alone } = stageDiffers(evidencePlan, plan);
  const equal = differences.length === 0 ? "whose policies these equal" : "whose policies differ";
  return {
    findings: [...differences, ...findings],
    undecided,
    examined: compared,
    figures: {
      "permissions used": `checked on stage ${evidencePlan.stage}, ${equal} (npm run gate -- iam)`,
      ...(alone.length > 0
        ? { "only on this stage, checked without evidence": alone.join(", ") }
        : {}),
    },
  };
}

async function reviewOf(root: string, plan: Plan): Promise<Review> {
  const [calls, grants] = [await callsByRole(root, plan), await grantsOf(plan)];
  return { plan, grants, callsOf: (roleArn) => calls.get(roleArn) ?? [] };
}

function apply(applied: readonly Rule[], review: Review) {
  const all = applied.flatMap((rule) => rule(review));
  return {
    findings: all.filter(isFinding),
    undecided: all.filter((each): each is Undecided => !isFinding(each)),
  };
}

function isFinding(each: Finding | Undecided): each is Finding {
  return "severity" in each;
}

function text({ granted, used }: OverPrivilege): string {
  if (used === 0) return `${granted} granted, none used`;
  return `${(granted / used).toFixed(2)} (${granted} granted, ${used} used)`;
}
