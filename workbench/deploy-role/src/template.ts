import { VisibleError } from "@stagecraft/cli/visible-error";
import { boundaryStatements } from "./boundary.ts";
import type { DeployPolicy } from "./deploy-policy.ts";
import type { StageNames } from "./stage-names.ts";
import type { Statement } from "./statement.ts";
import { trustPolicy } from "./trust-policy.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const policyCharacters = 6_144;
const policiesOfRole = 10;

/**
 * A CloudFormation template with the stage's role, its policies, and the permissions boundary of the roles that it creates. One command
 * creates, changes or deletes them. The template contains no account id.
 * @throws VisibleError when one role cannot have so many policies
 */
export function roleTemplate(
  names: StageNames,
  { policy, repository }: { readonly policy: DeployPolicy; readonly repository: string },
): object {
  const { plan, prefix, stage } = names;
  const parts = split(policy.statements);
  if (parts.length > policiesOfRole) {
    throw new VisibleError(
      `The role would need ${parts.length} policies of ${policyCharacters} characters, and may have ${policiesOfRole}.`,
    );
  }
  const document = (statements: readonly Statement[]) => ({
    Version: "2012-10-17",
    Statement: statements,
  });
  const policies = parts.map((statements, index) => [
    `Permissions${index + 1}`,
    {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        ManagedPolicyName: `${roleName(names)}-${index + 1}`,
        Description: `Part ${index + 1} of what the deploy of ${plan.app} ${stage} calls. Derived, not observed.`,
        PolicyDocument: document(statements),
      },
    },
  ]);
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `The role with which CI deploys ${plan.app} ${stage}, by npm run deploy:role.`,
    Resources: {
      Boundary: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: `${prefix}boundary`,
          Description: `The permissions boundary of the roles of ${plan.app} ${stage}.`,
          PolicyDocument: document(boundaryStatements(names)),
        },
      },
      ...Object.fromEntries(policies),
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: roleName(names),
          MaxSessionDuration: 7_200,
          AssumeRolePolicyDocument: trustPolicy({ accountId: plan.accountId, repository, stage }),
          ManagedPolicyArns: parts.map((_part, index) => ({ Ref: `Permissions${index + 1}` })),
        },
      },
    },
    Outputs: {
      RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } },
      BoundaryArn: { Value: { Ref: "Boundary" } },
    },
  };
  return withStackAccount(template, plan.accountId);
}

/** The name does not begin like those of the stage's own roles, which the role may change. */
export function roleName({ plan, stage }: StageNames): string {
  return `deploy-${plan.app}-${stage.replace("-*", "")}`;
}

/** Distributes the statements over as few policies as possible. */
function split(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const frame = JSON.stringify({ Version: "2012-10-17", Statement: [] }).length;
  const parts: { statements: Statement[]; characters: number }[] = [];
  for (const statement of statements.flatMap(splitStatement)) {
    const characters = JSON.stringify(statement).length + 1;
    const last = parts.at(-1);
    if (last && last.characters + characters <= policyCharacters) {
      last.statements.push(statement);
      last.characters += characters;
    } else parts.push({ statements: [statement], characters: frame + characters });
  }
  return parts.map((part) => part.statements);
}

/** Halves a statement until each part fits into one policy. */
function splitStatement(statement: Statement): readonly Statement[] {
  if (JSON.stringify(statement).length < policyCharacters / 2) return [statement];
  const middle = Math.ceil(statement.Action.length / 2);
  return [statement.Action.slice(0, middle), statement.Action.slice(middle)].flatMap((actions) =>
    splitStatement({ ...statement, Action: actions }),
  );
}

/** Replaces the account id of the Plan, which is an example, by that of the stack. */
function withStackAccount(value: unknown, accountId: string): object {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "string" && part.includes(accountId)
      ? { "Fn::Sub": part.replaceAll(accountId, "${AWS::AccountId}") }
      : part,
  ) as object;
}
