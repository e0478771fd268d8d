/** A policy document as people write it, which the reference reads without preparing anything. */
export type RawPolicy = { readonly Version?: string; readonly Statement: readonly RawStatement[] };

export type RawStatement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Principal?: RawPrincipal;
  readonly NotPrincipal?: RawPrincipal;
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: readonly string[] };
  };
};

export type RawPrincipal = "*" | { readonly [type: string]: readonly string[] };

/** A kind that is left out is not there; a list that is empty allows nothing. */
export type RawPolicySet = {
  readonly identity: readonly RawPolicy[];
  readonly resource?: readonly RawPolicy[];
  /** As KMS keys have it. */
  readonly resourceMustAllow?: boolean;
  readonly boundary?: readonly RawPolicy[];
  readonly session?: readonly RawPolicy[];
  readonly serviceControl?: readonly (readonly RawPolicy[])[];
  readonly resourceControl?: readonly (readonly RawPolicy[])[];
  readonly vpcEndpoint?: readonly RawPolicy[];
};
