/** A policy document as it is written, which the reference reads without compiling it. */
export type RawPolicy = { readonly Version?: string; readonly Statement: readonly RawStatement[] };

/** A single value or a list. */
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

/** A missing kind limits nothing; an empty list allows nothing. */
export type RawPolicySet = {
  readonly identity: readonly RawPolicy[];
  readonly resource?: readonly RawPolicy[];
  /** True for KMS keys. */
  readonly resourceMustAllow?: boolean;
  readonly boundary?: readonly RawPolicy[];
  readonly session?: readonly RawPolicy[];
  readonly serviceControl?: readonly (readonly RawPolicy[])[];
  readonly resourceControl?: readonly (readonly RawPolicy[])[];
  readonly vpcEndpoint?: readonly RawPolicy[];
  readonly vpcEndpointIsGateway?: boolean;
};
