/** The configuration of a function's asynchronous invocations, as the Plan has it. */
export type EventInvokeConfigDefinition = {
  /** The function's logical name. */
  readonly logicalName: string;
  readonly functionArn: string;
  /** The number of retries of a failed event: 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** The maximum age of an event in the queue: 60,000 to 21,600,000. */
  readonly maximumEventAgeMs: number;
  /** The destination for a record of each processed event. */
  readonly onSuccessArn?: string;
  /** The destination for a record of each discarded event. */
  readonly onFailureArn?: string;
  /** The dead-letter queue or topic for the discarded events themselves. */
  readonly deadLetterArn?: string;
};
