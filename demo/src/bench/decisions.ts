import { grantsOf } from "@stagecraft/acceptance/plan-edits/without-action";
import { type Authority, createAuthority } from "@stagecraft/local-stage/iam/authority";
import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { synthesize } from "@stagecraft/plan/synthesize";

const forMs = 2_000;
const warmUpMs = 500;

/**
 * How fast IAM is decided with the system's own roles and resource policies: every action that a role grants, asked by that
 * role on what it grants and on a queue that no role knows. Each refusal says why.
 */
export async function benchDecisions(root: string): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const authority = createAuthority(plan, Date.now);
  const questions = questionsOf(plan, authority);
  if (questions.length === 0) throw new Error("The Plan grants nothing");
  const allowed = questions.filter((ask) => ask()).length;
  const nothing = questions.map(() => () => true);
  rateOf(questions, warmUpMs);
  const decisions = rateOf(questions, forMs);
  rateOf(nothing, warmUpMs);
  const ratio = rateOf(nothing, forMs) / decisions;
  const share = ((100 * allowed) / questions.length).toFixed(0);
  return `IAM: ${Math.round(decisions).toLocaleString("en-GB")} decisions a second (aim: 20,000), ${share} % of them allowed, each ${ratio.toFixed(0)} times an empty function call`;
}

function questionsOf(plan: Plan, authority: Authority): readonly (() => boolean)[] {
  const roleArns = new Map(rolesOf(plan).map(({ logicalName, arn }) => [logicalName, arn]));
  const unknown = `arn:aws:sqs:${plan.region}:${plan.accountId}:nobodys`;
  return grantsOf(plan).flatMap(({ role, action, resources }) => {
    const caller = { kind: "role", roleArn: roleArns.get(role) ?? "" } as const;
    return [resources[0]?.replaceAll("*", "x") ?? unknown, unknown].map(
      (resource) => () => authority.authorize(caller, { action, resource }).allowed,
    );
  });
}

function rateOf(calls: readonly (() => boolean)[], durationMs: number): number {
  const startMs = performance.now();
  let made = 0;
  while (performance.now() - startMs < durationMs) {
    // The clock is read once for many calls, or it would be what is measured.
    for (let round = 0; round < 20; round += 1) for (const call of calls) call();
    made += 20 * calls.length;
  }
  return (made * 1000) / (performance.now() - startMs);
}
