import type { Executions } from "./concurrency.ts";
import type { QualifiedInvocation } from "./versions/qualified-invocation.ts";

/** How an invocation ended, as in Lambda's REPORT; an error that the handler threw is a `success` of its runtime. */
export type InvocationStatus = "success" | "error" | "timeout";

/** The end of an invocation. */
export type InvocationEnded = Extract<LambdaReport, { readonly kind: "invocation-ended" }>;

/** What happens inside Lambda without a caller seeing it. */
export type LambdaReport =
  | {
      readonly kind: "environment-started";
      readonly functionName: string;
      readonly environmentId: string;
    }
  | {
      readonly kind: "environment-ended";
      readonly functionName: string;
      readonly environmentId: string;
    }
  /** The executions are with this one. */
  | ({ readonly kind: "invocation-started"; readonly functionName: string } & Executions)
  | {
      readonly kind: "invocation-ended";
      readonly functionName: string;
      /** Of a version or an alias. */
      readonly qualified?: QualifiedInvocation;
      /** In stage time. */
      readonly invokedAtMs: number;
      /** Whether the caller got an error: also one that the handler threw. */
      readonly isFunctionError: boolean;
      readonly requestId: string;
      readonly status: InvocationStatus;
      /** Of a status `error`: `Runtime.ExitError` and its kind. */
      readonly errorType?: string;
      readonly durationMs: number;
      readonly billedMs: number;
      /** Only of the invocation that started the environment. */
      readonly initMs?: number;
      /** CPU time of all threads of the process; absent when it ended. */
      readonly cpuMs?: number;
      /** CPU time of the process until its handler was loaded, only of the invocation that started the environment. */
      readonly initCpuMs?: number;
      readonly maxMemoryMb: number;
      /** The sizes of the event and of the response. */
      readonly eventBytes: number;
      readonly responseBytes: number;
    }
  /** The limit of this machine is reached. AWS would have started an environment: this is no throttle. */
  | {
      readonly kind: "invocation-waiting";
      readonly functionName: string;
      /** Of the function or its version, with this one. */
      readonly waiting: number;
      /** Those and the running ones of the function. */
      readonly wanted: number;
      readonly maxBusy: number;
    }
  /** A function tried to reach a host that is not openly reachable; reported once by each process. */
  | {
      readonly kind: "outside-call";
      readonly functionName: string;
      readonly host: string;
      readonly port: number;
    }
  /** A function was invoked too often in one chain of requests, and was not invoked again. */
  | {
      readonly kind: "recursive-loop-stopped";
      readonly functionName: string;
      readonly reason: string;
    }
  | ({
      readonly kind: "throttled";
      readonly functionName: string;
      readonly reason: string;
    } & Executions);
