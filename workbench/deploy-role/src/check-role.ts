import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { explain } from "@stagecraft/iam/explain";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import { isOnAnyType } from "./action-scopes.ts";
import { cliName, deployCalls } from "./deploy-calls.ts";
import type { DeployPolicy } from "./deploy-policy.ts";
import { ofStage, requestOfStage } from "./deploy-request.ts";
import type { StageNames } from "./stage-names.ts";

/** A permission that the role should have and does not have, or the other way round. */
export type RoleFinding = { readonly resource: string; readonly message: string };

/**
 * Evaluates the policy by IAM's rules (workbench/iam) for each resource of the Plan and each action that its deploy calls, with the
 * resource's ARN and tags. The same request for a resource of another stage must be denied, unless the action cannot be restricted to a
 * stage.
 */
export async function checkRole(
  names: StageNames,
  policy: DeployPolicy,
): Promise<readonly RoleFinding[]> {
  const document = parsePolicy("deploy", {
    Version: "2012-10-17",
    Statement: policy.statements,
  });
  const decide = compilePolicies({ identity: [document] });
  const ask = (action: string, arn: string, stage: string) => {
    const request = requestOfStage(action, arn, stage, names);
    return { decision: decide(request), request };
  };
  const here = names.plan.stage;
  const elsewhere = here === "elsewhere" ? "nowhere" : "elsewhere";
  const findings: RoleFinding[] = [];
  for (const { resource, action, targets } of await deployCalls(names)) {
    if (targets.length === 0) {
      findings.push({ resource, message: `the resource of ${action} is unknown here` });
    }
    for (const arn of targets) {
      const { decision, request } = ask(action, arn, here);
      if (!decision.allowed) findings.push({ resource, message: explain(decision, request) });
    }
    if (resource === cliName || ofEveryStage.test(action) || policy.open.includes(action)) continue;
    const reaches = (arn: string) =>
      ask(action, ofStage(arn, elsewhere, names), elsewhere).decision.allowed;
    // Where AWS checks several resources, one denied resource denies the call.
    if (isOnAnyType(action) ? targets.some(reaches) : targets.every(reaches)) {
      findings.push({ resource, message: `${action} reaches other stages` });
    }
  }
  return findings;
}

/** Actions that only read, and the one on a role that AWS owns. */
const ofEveryStage =
  /:(?:Describe|List)|^apigateway:GET$|^s3:GetObject|^iam:CreateServiceLinkedRole$/;
