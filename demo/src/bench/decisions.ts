import { grantsOf } from "@stagecraft/acceptance/plan-edits/without-action";
import { type Authority, createAuthority } from "@stagecraft/local-stage/iam/authority";
import type { Plan } from "@stagecraft/plan/plan";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { synthesize } from "@stagecraft/plan/synthesize";

const durationMs = 2_000;
const warmUpMs = 500;

/**
 * Measures IAM decisions with the system's own roles and resource policies. Each role requests every action that it is granted,
 * on the granted resource and on an unknown queue. A denial includes its reason.
 */
export async function benchDecisions(root: string): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  const authority = createAuthority(plan, Date.now);
  const requests = requestsOf(plan, authority);
  if (requests.length === 0) throw new Error("The Plan grants nothing");
  const allowed = requests.filter((authorize) => authorize()).length;
  const emptyCalls = requests.map(() => () => true);
  rateOf(requests, warmUpMs);
  const decisions = rateOf(requests, durationMs);
  rateOf(emptyCalls, warmUpMs);
  const ratio = rateOf(emptyCalls, durationMs) / decisions;
  const share = ((100 * allowed) / requests.length).toFixed(0);
  return `IAM: ${Math.round(decisions).toLocaleString("en-GB")} decisions a second (target: 20,000), ${share} % allowed, each takes ${ratio.toFixed(0)} times an empty function call`;
}

function requestsOf(plan: Plan, authority: Authority): readonly (() => boolean)[] {
  const roleArns = new Map(rolesOf(plan).map(({ logicalName, arn }) => [logicalName, arn]));
  const unknown = `arn:aws:sqs:${plan.region}:${plan.accountId}:unknown`;
  return grantsOf(plan).flatMap(({ role, action, resources }) => {
    const caller = { kind: "role", roleArn: roleArns.get(role) ?? "" } as const;
    return [resources[0]?.replaceAll("*", "x") ?? unknown, unknown].map(
      (resource) => () => authority.authorize(caller, { action, resource }).allowed,
    );
  });
}

function rateOf(calls: readonly (() => boolean)[], forMs: number): number {
  const startMs = performance.now();
  let count = 0;
  while (performance.now() - startMs < forMs) {
    // The clock is read once for many calls, so that reading it does not dominate the result.
    for (let round = 0; round < 20; round += 1) for (const call of calls) call();
    count += 20 * calls.length;
  }
  return (count * 1000) / (performance.now() - startMs);
}
