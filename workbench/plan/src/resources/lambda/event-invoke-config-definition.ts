/** What Lambda does with a function's asynchronous invocations, as the Plan has it. */
export type EventInvokeConfigDefinition = {
  /** The function's logical name. */
  readonly logicalName: string;
  readonly functionArn: string;
  /** How often a failed event is tried again: 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** How old an event may get in the queue: 60,000 to 21,600,000. */
  readonly maximumEventAgeMs: number;
  /** The ARN that a record of each processed event goes to. */
  readonly onSuccessArn?: string;
  /** The ARN that a record of each discarded event goes to. */
  readonly onFailureArn?: string;
  /** The ARN that each discarded event itself goes to. */
  readonly deadLetterArn?: string;
};
