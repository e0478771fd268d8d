import type { OperatorName } from "./condition-operator.ts";

/** The two versions of the policy language. Variables exist only in `2012-10-17`. */
export type PolicyVersion = "2008-10-17" | "2012-10-17";

/** A policy as AWS writes it, with every "one or a list" made a list. Made by `parsePolicy`. */
export type PolicyDocument = {
  /** AWS's default, where a document says nothing, is `2008-10-17`. */
  readonly Version: PolicyVersion;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
};

export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** Exactly one of `Action` and `NotAction` is there. */
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  /** At most one of `Resource` and `NotResource` is there. */
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  /** At most one of `Principal` and `NotPrincipal` is there. */
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Condition?: Conditions;
};

/** Everyone, or the principals by type. `"*"` under `AWS` is everyone too. */
export type PrincipalElement = "*" | { readonly [Type in PrincipalType]?: readonly string[] };

export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** Operator, then context key, then the values of which one has to match (none, if the operator is negated). */
export type Conditions = {
  readonly [Operator in OperatorName]?: { readonly [key: string]: readonly string[] };
};

/** A policy with the name that decisions and explanations call it by. */
export type NamedPolicy = {
  readonly name: string;
  /** Of a managed policy: AWS names it when the policy denies. */
  readonly arn?: string;
  readonly document: PolicyDocument;
};

/** What a policy is attached to, which decides how its silence and its word count. */
export type PolicyKind =
  | "identity"
  | "resource"
  | "boundary"
  | "session"
  | "service-control"
  | "resource-control"
  | "vpc-endpoint"
  | "trust";
