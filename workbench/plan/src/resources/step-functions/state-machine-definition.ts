/** A Step Functions state machine as the Plan has it. */
export type StateMachineDefinition = {
  /** The logical name in the program: `Flow`. */
  readonly logicalName: string;
  /** The physical name in AWS. */
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  /** The definition in Amazon States Language, as JSON text. */
  readonly definition: string;
  /** The role that its tasks assume. */
  readonly roleArn: string;
  readonly logging: {
    readonly level: string;
    readonly includeExecutionData: boolean;
    readonly logGroupArn?: string;
  };
};
