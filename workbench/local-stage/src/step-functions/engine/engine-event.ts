import type { ExecutionStatus } from "./execution.ts";

/** What Step Functions reports. */
export type EngineEvent =
  | {
      readonly kind: "execution-ended";
      readonly executionArn: string;
      readonly status: Exclude<ExecutionStatus, "RUNNING">;
      /** In stage time. */
      readonly startedAtMs: number;
      readonly error?: string;
      readonly cause?: string;
    }
  /** A state or a retry did not begin, and is tried again. */
  | { readonly kind: "transition-throttled"; readonly machineArn: string }
  /** The role lacks a permission of a task; the task has failed. */
  | {
      readonly kind: "task-denied";
      readonly executionArn: string;
      readonly state: string;
      readonly roleArn: string;
      readonly reason: string;
    }
  /** A state failed because of its definition or data, not because of a task. */
  | {
      readonly kind: "state-failed";
      readonly executionArn: string;
      readonly state: string;
      readonly error: string;
      readonly cause: string;
    }
  /** A fault of the stage itself. */
  | { readonly kind: "broken"; readonly executionArn: string; readonly error: unknown };
