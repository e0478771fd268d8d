import type { PolicyKind } from "./policy.ts";

/** The position of a statement. */
export type StatementReference = {
  readonly kind: PolicyKind;
  readonly policy: string;
  readonly policyArn?: string;
  /** The Sid, or `Statement[0]` where there is none. */
  readonly statement: string;
  readonly index: number;
};

/** An Allow that would be sufficient without the obstacle in `because`. */
export type NearestStatement = StatementReference & { readonly because: string };

export type Decision =
  | { readonly allowed: true; readonly by: StatementReference }
  | { readonly allowed: false; readonly kind: "explicit"; readonly by: StatementReference }
  | {
      readonly allowed: false;
      readonly kind: "implicit";
      /** The first kind of policy, in AWS's order of evaluation, that has no required Allow. */
      readonly missing: PolicyKind;
      readonly nearest?: NearestStatement;
    };
