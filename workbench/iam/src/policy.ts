import type { OperatorName } from "./condition-operator.ts";

/** The two versions of the policy language. Variables exist only in `2012-10-17`. */
export type PolicyVersion = "2008-10-17" | "2012-10-17";

/** A policy document parsed by `parsePolicy`, with a list in place of each single value. */
export type PolicyDocument = {
  /** The default is `2008-10-17`. */
  readonly Version: PolicyVersion;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
};

export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** A statement has either `Action` or `NotAction`. */
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  /** A statement has at most one of `Resource` and `NotResource`. */
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  /** A statement has at most one of `Principal` and `NotPrincipal`. */
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Condition?: Conditions;
};

/** Everyone, or the principals by type. `"*"` under `AWS` is everyone too. */
export type PrincipalElement = "*" | { readonly [Type in PrincipalType]?: readonly string[] };

export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** By operator and context key: the values, of which one has to match (none, if the operator is negated). */
export type Conditions = {
  readonly [Operator in OperatorName]?: { readonly [key: string]: readonly string[] };
};

/** A policy with its name in decisions and explanations. */
export type NamedPolicy = {
  readonly name: string;
  /** The ARN of a managed policy, which AWS's denial message contains. */
  readonly arn?: string;
  readonly document: PolicyDocument;
};

/** The kind of a policy, by what it is attached to. The effect of a policy depends on it. */
export type PolicyKind =
  | "identity"
  | "resource"
  | "boundary"
  | "session"
  | "service-control"
  | "resource-control"
  | "vpc-endpoint"
  | "trust";
