import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";

/** What a program did while it was running. */
export type Evidence = {
  /** The `planHash` of the Plan that was running. */
  readonly plan: string;
  /** When it was recorded: `2026-11-30T20:15:00.000Z`. */
  readonly recordedAt: string;
  readonly permissionsUsed: readonly {
    readonly roleArn: string;
    readonly action: string;
    readonly resource: string;
  }[];
  readonly telemetry: TelemetrySeen;
  /** Absent in evidence of an earlier version. */
  readonly timing?: TimingSeen;
  readonly invocations: readonly InvocationsSeen[];
  /** What AWS would bill for the work that was done; absent when nobody has metered it. */
  readonly usage?: MeasuredUsage;
};

/**
 * How long the functions computed and the HTTP API took to answer, of each invocation and request that succeeded, in milliseconds.
 * CPU time is that of all threads of the function's process.
 */
export type TimingSeen = {
  readonly functions: {
    readonly [functionName: string]: {
      /** From the start of the process until its handler is loaded. */
      readonly initCpuMs: readonly number[];
      /** Of invocations that found an environment. */
      readonly warmCpuMs: readonly number[];
    };
  };
  /** By route: `POST /orders`. Of requests that found an environment. */
  readonly routes: {
    readonly [route: string]: {
      readonly functionName: string;
      readonly warmCpuMs: readonly number[];
      /** From the request to the whole answer, at the API. */
      readonly durationMs: readonly number[];
    };
  };
  /** By workflow: how long its executions took from start to success, in the stage's time. */
  readonly workflows: { readonly [machine: string]: { readonly durationMs: readonly number[] } };
};

/** What the successful invocations of one function took: with the faults and the other work of a test run, so that they are slow. */
export type InvocationsSeen = {
  /** The logical name. */
  readonly functionName: string;
  readonly invocations: number;
  /** The invocation at the 99th percentile of all durations, in a process that may use a whole CPU. */
  readonly p99: { readonly durationMs: number; readonly cpuMs: number };
  readonly maxMemoryMb: number;
  readonly largestEventBytes: number;
  readonly largestResponseBytes: number;
  /** The longest init phase. Absent when no environment was started. */
  readonly longestInitMs?: number;
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
