import type { CallKind } from "./call-kind.ts";

/** A measured or estimated value, and where it is from: `evidence of 2026-11-30`. */
export type Figure = { readonly value: number; readonly source: string };

/** What decides whether a workload fits functions. What is absent is not known. */
export type FitFacts = {
  readonly calls: readonly { readonly kind: CallKind; readonly name: string }[];
  /** The largest event, request or message in bytes. */
  readonly payloadBytes?: Figure;
  /** Parts of the payload that its contract does not limit. */
  readonly unlimitedParts?: readonly string[];
  readonly responseBytes?: Figure;
  /** The 99th percentile of one unit of work, with the memory that the function has. */
  readonly p99Ms?: Figure;
  /** The function's own timeout. */
  readonly timeoutMs?: number;
  /** How long a caller is ready to wait in ms. Zero: nobody waits. */
  readonly callerWaitsMs?: Figure;
  /** Whether the work can be cut into short steps that can be repeated. */
  readonly divides?: boolean;
  readonly memoryMb?: Figure;
  /** The memory that the function has. */
  readonly ownMemoryMb?: number;
  readonly diskMb?: Figure;
  /** The share of the duration in which it computes, 0 to 1. */
  readonly busyShare?: Figure;
  readonly needsGpu?: boolean;
  readonly initMs?: Figure;
  readonly codeBytes?: Figure;
  readonly state?: KeptState;
  readonly sockets?: Sockets;
  /** Units of work that start in a second at the peak. */
  readonly peakPerSecond?: Figure;
  /** Invocations at once: reserved, or those of the account. */
  readonly concurrency?: Figure;
};

/** What an invocation finds of the invocations before it. */
export type KeptState =
  /** `caches`: places in the code that hold values which can be made again. */
  | { readonly kind: "none"; readonly caches: readonly string[] }
  /** In the process: `places` of the code, if they are known. */
  | { readonly kind: "process"; readonly places: readonly string[] };

/** The connections that outlive an invocation. */
export type Sockets = {
  /** Whether clients stay connected. */
  readonly inbound: boolean;
  /** Connections that every environment holds, by what they lead to. */
  readonly outbound: readonly {
    readonly to: string;
    readonly held: number;
    readonly available: number;
  }[];
};
