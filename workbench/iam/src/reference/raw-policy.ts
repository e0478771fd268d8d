/** A policy document as people write it, which the reference reads without preparing anything. */
export type RawPolicy = { readonly Version?: string; readonly Statement: readonly RawStatement[] };

/** One or a list, as AWS takes them. */
type Texts = string | readonly string[];

export type RawStatement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Principal?: RawPrincipal;
  readonly NotPrincipal?: RawPrincipal;
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: Texts };
  };
};

export type RawPrincipal = "*" | { readonly [type: string]: Texts };

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
