import governance from "../../infra/org/governance.json" with { type: "json" };
import { organizationPolicies } from "../../infra/org/organization-policies.ts";
import { workloadBoundary } from "../../infra/org/workload-boundary.ts";
import { policyDocument } from "./policy-document.ts";

/**
 * The CloudFormation template of the organisation's policies, for the management account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
 * @param targets ids of roots, units or accounts: `ou-abcd-12345678`
 */
export function organizationTemplate(organizationId: string, targets: readonly string[]): object {
  const resources = organizationPolicies(organizationId).map(
    ({ name, type, description, statements }) => [
      logicalId(name),
      {
        Type: "AWS::Organizations::Policy",
        Properties: {
          Name: name,
          Type: type,
          Description: description,
          Content: policyDocument(statements),
          TargetIds: targets,
        },
      },
    ],
  );
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "What no account of the organisation may do.",
    Resources: Object.fromEntries(resources),
  };
}

/**
 * The CloudFormation template for each account: the boundary of its roles, and, where AWS Config records, a rule about runtimes, which no
 * policy can deny. https://docs.aws.amazon.com/config/latest/developerguide/lambda-function-settings-check.html
 */
export function accountTemplate(): object {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "The permissions boundary of the roles of serverless programs, and approved runtimes.",
    Parameters: {
      ConfigRecords: { Type: "String", AllowedValues: ["true", "false"], Default: "false" },
    },
    Conditions: { ConfigRecords: { "Fn::Equals": [{ Ref: "ConfigRecords" }, "true"] } },
    Resources: {
      ApprovedRuntimes: {
        Type: "AWS::Config::ConfigRule",
        Condition: "ConfigRecords",
        Properties: {
          ConfigRuleName: "approved-runtimes",
          Description: "Functions have an approved runtime.",
          Scope: { ComplianceResourceTypes: ["AWS::Lambda::Function"] },
          Source: { Owner: "AWS", SourceIdentifier: "LAMBDA_FUNCTION_SETTINGS_CHECK" },
          InputParameters: { runtime: governance.runtimes.join(",") },
        },
      },
      WorkloadBoundary: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: "workload-boundary",
          Description: "What a role of a serverless program may do at most.",
          PolicyDocument: policyDocument(workloadBoundary),
        },
      },
    },
    Outputs: { BoundaryArn: { Value: { Ref: "WorkloadBoundary" } } },
  };
}

/** `no-public-access` as `NoPublicAccess`. */
function logicalId(name: string): string {
  return name
    .split("-")
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join("");
}
