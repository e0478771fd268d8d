import { accountGuardrails } from "./account-guardrails.ts";
import { noPublicAccess } from "./no-public-access.ts";
import type { OrganizationPolicy } from "./organization-policy.ts";
import { ownPrincipalsOnly } from "./own-principals-only.ts";
import { protectedDeploys } from "./protected-deploys.ts";
import { requiredTags } from "./required-tags.ts";

/**
 * All policies of the organisation. An account, unit or root takes five of each type, one of which is AWS's own that allows everything:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 *
 * No policy can deny a runtime, because Lambda gives IAM no key for it: the gate `governance` checks it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html#awslambda-policy-keys
 * @param organizationId `o-a1b2c3d4e5`
 */
export function organizationPolicies(organizationId: string): readonly OrganizationPolicy[] {
  return [
    accountGuardrails,
    noPublicAccess,
    requiredTags,
    protectedDeploys,
    ownPrincipalsOnly(organizationId),
  ];
}
