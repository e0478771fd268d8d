/** An alias of a function as the Plan has it. */
export type AliasDefinition = {
  /** The logical name in the program: `ShopApiLive`. */
  readonly logicalName: string;
  /** The alias itself: `live`. */
  readonly name: string;
  /** `<function's ARN>:<name>` */
  readonly arn: string;
  readonly functionArn: string;
  /** The physical name of the function. */
  readonly functionName: string;
  readonly description: string;
  /** The published version that it invokes, or `$LATEST`. */
  readonly functionVersion: string;
  /** Whether `functionVersion` is the one that the deploy publishes; it is always "1" in the Plan. */
  readonly followsFunction: boolean;
  /** The share (0 to 1) of the invocations that a second version gets. */
  readonly additionalVersionWeights: { readonly [version: string]: number };
  /** Whether a deploy leaves versions and weights as they are after it has created the alias. */
  readonly keepsVersion: boolean;
  readonly keepsRouting: boolean;
};
