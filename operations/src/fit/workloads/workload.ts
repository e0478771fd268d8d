/** What can start a workload. */
export const starts = [
  "request",
  "message",
  "stream record",
  "stored file",
  "schedule",
  "connection",
] as const;

/** The answers about a workload that does not exist yet. Amounts are estimates, of the slowest or largest 1 %. */
export type Workload = {
  readonly what: string;
  readonly start: (typeof starts)[number];
  readonly owner: string;
  readonly payloadKb: number;
  readonly seconds: number;
  readonly divides: boolean;
  /** Zero: nobody waits. */
  readonly callerWaitsMs: number;
  readonly computingPercent: number;
  readonly memoryMb: number;
  readonly diskMb: number;
  readonly needsGpu: boolean;
  readonly keepsInProcess: boolean;
  readonly peakPerSecond: number;
  readonly isRepeatable: boolean;
  readonly needsOrder: boolean;
  readonly inNetwork: boolean;
  readonly callsOutside: boolean;
  readonly hasPersonalData: boolean;
};
