/** What a program did while it was running. */
export type Evidence = {
  /** The `planHash` of the Plan that was running. */
  readonly plan: string;
  readonly permissionsUsed: readonly {
    readonly roleArn: string;
    readonly action: string;
    readonly resource: string;
  }[];
  readonly telemetry: TelemetrySeen;
};

/** What functions wrote about themselves, by the logical names of the functions. */
export type TelemetrySeen = {
  /** Metrics in the embedded metric format. */
  readonly metrics: readonly {
    readonly functionName: string;
    readonly name: string;
    readonly unit: string;
    readonly dimensions: readonly string[];
  }[];
  /** Spans of `functionName` that name a span of `cause` as what led to them. */
  readonly causes: readonly { readonly functionName: string; readonly cause: string }[];
  /** Spans that publish an event and do not name what led to it. */
  readonly uncaused: readonly { readonly functionName: string; readonly span: string }[];
  /** Failures in the logs without an error. */
  readonly failuresWithoutError: readonly {
    readonly functionName: string;
    readonly message: string;
    readonly reason: string;
  }[];
  /** Personal data in what only operators read. */
  readonly personalData: readonly {
    readonly functionName: string;
    /** `log`, `span` or `metric`. */
    readonly sink: string;
    /** `an e-mail address` */
    readonly what: string;
    /** The line, with the data replaced. */
    readonly example: string;
  }[];
};
