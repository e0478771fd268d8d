import type { CallKind } from "../call-kind.ts";
import type { Figure, FitFacts } from "../fit-facts.ts";
import type { Workload } from "./workload.ts";

const kinds: { readonly [start in Workload["start"]]: CallKind } = {
  request: "http",
  message: "queue",
  "stream record": "stream",
  "stored file": "object",
  schedule: "schedule",
  connection: "connection",
};

/** The answers as facts. */
export function workloadFacts(workload: Workload): FitFacts {
  const isConnection = workload.start === "connection";
  return {
    calls: [{ kind: kinds[workload.start], name: `a ${workload.start}` }],
    payloadBytes: estimated(workload.payloadKb * 1_000),
    p99Ms: estimated(workload.seconds * 1_000),
    callerWaitsMs: estimated(workload.callerWaitsMs),
    divides: workload.divides,
    memoryMb: estimated(workload.memoryMb),
    diskMb: estimated(workload.diskMb),
    busyShare: estimated(workload.computingPercent / 100),
    needsGpu: workload.needsGpu,
    state: workload.keepsInProcess ? { kind: "process", places: [] } : { kind: "none", caches: [] },
    sockets: { inbound: isConnection, outbound: [] },
    peakPerSecond: estimated(workload.peakPerSecond),
  };
}

function estimated(value: number): Figure {
  return { value, source: "estimated" };
}
