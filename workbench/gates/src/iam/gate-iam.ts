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
import type { Review, Rule } from "./ruling.ts";
import { sharedRole } from "./shared-role.ts";
import { stageDiffers } from "./stages/stage-differs.ts";
import { trust } from "./trust.ts";
import { untiedSecret } from "./untied-secret.ts";
import { unusedAction } from "./unused-action.ts";
import { widerThanUsed } from "./wider-than-used.ts";
import { wildcard } from "./wildcard.ts";

/** These say nothing without a use. */
const rulesOfUse: readonly Rule[] = [unusedAction, widerThanUsed];

const rules: readonly Rule[] = [
  ...[wildcard, managedPolicy],
  ...[trust, sharedRole, passRole, openResourcePolicy, untiedSecret],
];

/**
 * Whether each role is allowed what it was seen to use, and nothing else; and nobody else what is not theirs. On a stage that is
 * not seen running, what is used is checked by its policies: they have to be those of the stage that is.
 */
export const gateIam: GateCheck = async ({ root, plan, evidencePlan, evidence }) => {
  const seen = await evidencePlan();
  return seen.stage === plan.stage
    ? await checkSeen(root, plan, await evidence())
    : await checkUnseen(root, plan, seen);
};

async function checkSeen(root: string, plan: Plan, { permissionsUsed }: Evidence) {
  if (permissionsUsed.length === 0)
    throw new CannotCheckError("The evidence holds no use of any permission.");
  const review = { ...(await reviewOf(root, plan)), permissionsUsed };
  return {
    ...said([...rulesOfUse, ...rules], review),
    looked: review.grants.length,
    figures: {
      "over-privilege ratio": text(overPrivilegeOf(grantedActions(review), review)),
      "over-privilege ratio with SST's plain link": text(
        overPrivilegeOf(await linkedActions(review), review),
      ),
    },
  };
}

async function checkUnseen(root: string, plan: Plan, seen: Plan) {
  const review = await reviewOf(root, plan);
  const { findings, undecided } = said(rules, review);
  const { findings: differences, compared, alone } = stageDiffers(seen, plan);
  const equal = differences.length === 0 ? "whose policies these equal" : "whose policies differ";
  return {
    findings: [...differences, ...findings],
    undecided,
    looked: compared,
    figures: {
      "permissions used": `checked on stage ${seen.stage}, ${equal} (npm run gate -- iam)`,
      ...(alone.length > 0
        ? { "of this stage alone, checked without a use": alone.join(", ") }
        : {}),
    },
  };
}

async function reviewOf(root: string, plan: Plan): Promise<Review> {
  const [calls, grants] = [await callsByRole(root, plan), await grantsOf(plan)];
  return { plan, grants, callsOf: (roleArn) => calls.get(roleArn) ?? [] };
}

function said(asked: readonly Rule[], review: Review) {
  const all = asked.flatMap((rule) => rule(review));
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
