import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/** A version of a function: its code and configuration, which never change. */
export type PublishedVersion = {
  /** `1`, `2` and so on, or `$LATEST`. */
  readonly version: string;
  readonly definition: FunctionDefinition;
  readonly description: string;
  /** Stage time; of `$LATEST`, when the stage has started. */
  readonly modifiedAtMs: number;
};

/** The version of unpublished code and configuration. */
export const latestVersion = "$LATEST";

/** An alias of a function. */
export type Alias = {
  readonly arn: string;
  readonly functionArn: string;
  readonly name: string;
  readonly functionVersion: string;
  /** The share (0 to 1) of the invocations that a second version gets. */
  readonly weights: { readonly [version: string]: number };
  readonly description: string;
  readonly revisionId: string;
};
