import type { Json, Plan, Resource } from "../../plan.ts";
import { resourcesOf, textOf } from "../../resources.ts";
import type { ResourcePolicy } from "../iam/resource-policy.ts";
import { qualifiedArn } from "./function-arn.ts";

/** The resource policies of functions: a statement for each permission, and for each function URL without authentication. */
export function functionPoliciesOf(plan: Plan): readonly ResourcePolicy[] {
  return [...permissions(plan), ...openUrls(plan)];
}

/**
 * `aws:lambda/permission:Permission` as the statement that Lambda's AddPermission creates:
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
function permissions(plan: Plan): readonly ResourcePolicy[] {
  return resourcesOf(plan, "aws:lambda/permission:Permission").map((permission) => {
    const resourceArn = policyArn(plan, permission);
    return {
      name: permission.name,
      resourceArn,
      document: {
        Version: "2012-10-17",
        Id: "default",
        Statement: [
          {
            Sid: permission.name,
            Effect: "Allow",
            Principal: principal(textOf(permission, "principal")),
            Action: textOf(permission, "action"),
            Resource: resourceArn,
            ...conditions(permission),
          },
        ],
      },
    };
  });
}

/**
 * For a function URL without authentication the provider itself adds a permission for everyone:
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function openUrls(plan: Plan): readonly ResourcePolicy[] {
  return resourcesOf(plan, "aws:lambda/functionUrl:FunctionUrl")
    .filter(({ inputs }) => inputs.authorizationType === "NONE")
    .map((url) => {
      const resourceArn = functionArn(plan, textOf(url, "functionName"));
      return {
        name: url.name,
        resourceArn,
        document: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "FunctionURLAllowPublicAccess",
              Effect: "Allow",
              Principal: "*",
              Action: "lambda:InvokeFunctionUrl",
              Resource: resourceArn,
              Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
            },
          ],
        },
      };
    });
}

function principal(name: string): Json {
  if (name === "*") return "*";
  return name.endsWith(".amazonaws.com") ? { Service: name } : { AWS: name };
}

function conditions({ inputs }: Resource) {
  const equals = given({
    "AWS:SourceAccount": inputs.sourceAccount,
    "aws:PrincipalOrgID": inputs.principalOrgId,
    "lambda:FunctionUrlAuthType": inputs.functionUrlAuthType,
  });
  const condition = given({
    ArnLike: given({ "AWS:SourceArn": inputs.sourceArn }),
    StringEquals: equals,
    Bool: given({ "lambda:InvokedViaFunctionUrl": inputs.invokedViaFunctionUrl && "true" }),
  });
  return condition ? { Condition: condition } : {};
}

/** The defined values. Undefined when there are none. */
function given(values: { readonly [key: string]: Json | undefined }) {
  const there = Object.entries(values).filter(([, value]) => Boolean(value));
  return there.length > 0 ? (Object.fromEntries(there) as { [key: string]: Json }) : undefined;
}

/**
 * A permission with a qualifier is in the policy of that version or alias alone:
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
function policyArn(plan: Plan, permission: Resource): string {
  const functionArnOrName = functionArn(plan, textOf(permission, "function"));
  const { qualifier } = permission.inputs;
  if (typeof qualifier !== "string" || qualifier === "") return functionArnOrName;
  return qualifiedArn({ functionArn: functionArnOrName, qualifier });
}

/** A permission may name its function by name or by ARN. */
function functionArn(plan: Plan, nameOrArn: string): string {
  if (nameOrArn.startsWith("arn:")) return nameOrArn;
  return `arn:aws:lambda:${plan.region}:${plan.accountId}:function:${nameOrArn}`;
}
