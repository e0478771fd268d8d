import type { OrganizationPolicy } from "../../infra/org/organization-policy.ts";
import type { AccessRequest } from "../../workbench/iam/src/access-request.ts";
import { compilePolicies } from "../../workbench/iam/src/compile-policies.ts";
import type { Decision } from "../../workbench/iam/src/decision.ts";
import { parsePolicy } from "../../workbench/iam/src/parse/parse-policy.ts";
import { policyDocument } from "./policy-document.ts";

/** The organisation of the cases. */
export const organizationId = "o-a1b2c3d4e5";

const everything = { Effect: "Allow", Action: "*", Resource: "*" };

/**
 * Decides as AWS does in an account below a unit that has the policies, beside those of AWS that allow everything. Callers are
 * administrators of their account, so that nothing but the organisation's policies denies.
 * @param resourcePolicy the policy of the resource, if it has one
 */
export function decideInOrganization(
  policies: readonly OrganizationPolicy[],
  resourcePolicy?: object,
): (request: AccessRequest) => Decision {
  const ofType = (type: OrganizationPolicy["type"]) =>
    policies
      .filter((policy) => policy.type === type)
      .map(({ name, statements }) => parsePolicy(name, policyDocument(statements)));
  const decide = compilePolicies({
    identity: [parsePolicy("administrator", { Statement: [everything] })],
    ...(resourcePolicy ? { resource: [parsePolicy("resource", resourcePolicy)] } : {}),
    serviceControl: [
      [
        parsePolicy("FullAWSAccess", { Statement: [everything] }),
        ...ofType("SERVICE_CONTROL_POLICY"),
      ],
    ],
    resourceControl: [
      [
        parsePolicy("RCPFullAWSAccess", { Statement: [{ ...everything, Principal: "*" }] }),
        ...ofType("RESOURCE_CONTROL_POLICY"),
      ],
    ],
  });
  return (request) => {
    const isOwn = request.principal.kind === "assumed-role";
    return decide({
      ...request,
      context: {
        "aws:RequestedRegion": "us-east-1",
        "aws:SecureTransport": "true",
        ...(isOwn ? { "aws:PrincipalOrgID": organizationId } : {}),
        ...request.context,
      },
    });
  };
}
