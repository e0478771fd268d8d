import type { ExecutionStatus } from "./execution.ts";

/** What Step Functions tells about itself. */
export type EngineEvent =
  | {
      readonly kind: "execution-ended";
      readonly executionArn: string;
      readonly status: Exclude<ExecutionStatus, "RUNNING">;
      readonly error?: string;
      readonly cause?: string;
    }
  /** The role may not do what a task does; the task has failed with it. */
  | {
      readonly kind: "task-denied";
      readonly executionArn: string;
      readonly state: string;
      readonly roleArn: string;
      readonly reason: string;
    }
  /** A state failed for what its definition or its data is, which no task said. */
  | {
      readonly kind: "state-failed";
      readonly executionArn: string;
      readonly state: string;
      readonly error: string;
      readonly cause: string;
    }
  /** A fault of the stage itself. */
  | { readonly kind: "broken"; readonly executionArn: string; readonly error: unknown };
