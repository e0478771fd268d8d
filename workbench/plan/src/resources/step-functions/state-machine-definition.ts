/** A Step Functions state machine as the Plan has it. */
export type StateMachineDefinition = {
  /** The logical name in the program (`Flow`), for people. */
  readonly logicalName: string;
  /** The physical name that AWS knows. */
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  /** The Amazon States Language, as JSON text. */
  readonly definition: string;
  /** What its tasks act as. */
  readonly roleArn: string;
  readonly logging: {
    readonly level: string;
    readonly includeExecutionData: boolean;
    readonly logGroupArn?: string;
  };
};
