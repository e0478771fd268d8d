/** The end of an execution of a workflow. */
export type ExecutionEnded = {
  readonly machineArn: string;
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** In stage time. */
  readonly durationMs: number;
};
