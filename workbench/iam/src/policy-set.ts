import type { NamedPolicy } from "./policy.ts";

/**
 * All policies for a decision. A missing kind other than `identity` and `resource` limits nothing; an empty list is a policy that allows
 * nothing.
 */
export type PolicySet = {
  /** Attached to the role. Not used for services and anonymous callers. */
  readonly identity: readonly NamedPolicy[];
  /** On the resource. */
  readonly resource?: readonly NamedPolicy[];
  /**
   * For a KMS key, whose own policy has to allow the request or to name the account: otherwise identity policies have no effect.
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
  /**
   * For a gateway endpoint, whose policy names an account's root user when it names the account.
   * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
   */
  readonly vpcEndpointIsGateway?: boolean;
};
