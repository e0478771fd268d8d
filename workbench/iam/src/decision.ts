import type { PolicyKind } from "./policy.ts";

/** A statement, as people find it. */
export type StatementReference = {
  readonly kind: PolicyKind;
  readonly policy: string;
  readonly policyArn?: string;
  /** The Sid, or `Statement[0]` where there is none. */
  readonly statement: string;
  readonly index: number;
};

/** An Allow that would have been enough, but for `because`. */
export type NearestStatement = StatementReference & { readonly because: string };

export type Decision =
  | { readonly allowed: true; readonly by: StatementReference }
  | { readonly allowed: false; readonly kind: "explicit"; readonly by: StatementReference }
  | {
      readonly allowed: false;
      readonly kind: "implicit";
      /** The first kind of policy, in AWS's order of evaluation, that had to allow and did not. */
      readonly missing: PolicyKind;
      readonly nearest?: NearestStatement;
    };
