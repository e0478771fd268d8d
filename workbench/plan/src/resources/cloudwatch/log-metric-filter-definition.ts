/** A metric filter of a log group as the Plan has it: which log events it counts, and in which metric. */
export type LogMetricFilterDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly logGroupName: string;
  /** A filter pattern of CloudWatch Logs; the empty one matches every log event. */
  readonly pattern: string;
  readonly transformation: {
    readonly namespace: string;
    readonly metricName: string;
    /** A number, or what selects one in the event: `$.duration`. */
    readonly value: string;
    /** The metric's value in a minute with log events of which none matches. */
    readonly defaultValue?: number;
    readonly unit?: string;
    /** By the dimension's name, what selects its value in the event: `$.service`. */
    readonly dimensions: { readonly [name: string]: string };
  };
};
