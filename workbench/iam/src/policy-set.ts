import type { NamedPolicy } from "./policy.ts";

/**
 * All policies that a decision needs. A kind that is left out is not there, which for everything but `identity` and
 * `resource` means that nothing is held back by it; an empty list is a policy that allows nothing.
 */
export type PolicySet = {
  /** Of the role. Not asked for services and anonymous callers. */
  readonly identity: readonly NamedPolicy[];
  /** On the resource. */
  readonly resource?: readonly NamedPolicy[];
  /**
   * Of a KMS key, whose own policy has to allow, be it by naming the account: without that, no identity policy does.
   * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
   */
  readonly resourceMustAllow?: boolean;
  /** The role's permissions boundary. */
  readonly boundary?: readonly NamedPolicy[];
  /** Given when the role was assumed. */
  readonly session?: readonly NamedPolicy[];
  /** From the organization's root down to the principal's account: each level has to allow. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[];
  /** From the organization's root down to the resource's account: each level has to allow. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
  /** On the VPC endpoint that the request takes. */
  readonly vpcEndpoint?: readonly NamedPolicy[];
};
