import type { Declarations } from "@stagecraft/contracts/declarations";
import type { Evidence, InvocationsSeen } from "@stagecraft/gates/evidence";
import type { SourceFacts } from "@stagecraft/gates/latency/source/source-facts";
import { databasesNeeded } from "@stagecraft/plan/network/databases-needed";
import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { heldConnections } from "@stagecraft/plan/validation/connections";
import {
  type ServiceTime,
  type ServiceTimes,
  serviceTimesFile,
} from "../../capacity/service-times.ts";
import { durationWith } from "../../tune/memory-model.ts";
import type { Figure, FitFacts } from "../fit-facts.ts";
import { callsOf } from "./calls-of.ts";
import { keptState } from "./kept-state.ts";
import { payloadOf } from "./payload-of.ts";

/** What the facts about functions are read from. */
export type FunctionEvidence = {
  readonly plan: Plan;
  readonly declared: Declarations;
  readonly source: SourceFacts;
  /** Bytes of unpacked code, by the functions' names. */
  readonly codeBytes: ReadonlyMap<string, number>;
  /** Measured one order after the other. */
  readonly times: ServiceTimes | undefined;
  /** Of the acceptance tests. */
  readonly evidence: Evidence | undefined;
};

/** The facts about each function of the Plan, by its logical name. */
export function functionFacts(read: FunctionEvidence): ReadonlyMap<string, FitFacts> {
  const { plan, declared, source, codeBytes, times, evidence } = read;
  const calls = callsOf(plan, declared.contracts);
  const connections = heldConnections(plan, () => 1);
  return new Map(
    source.functions.map(({ definition, source: code }): [string, FitFacts] => {
      const { logicalName } = definition;
      const seen = evidence?.invocations.find(({ functionName }) => functionName === logicalName);
      const bytes = codeBytes.get(logicalName);
      const called = calls.get(logicalName) ?? [];
      return [
        logicalName,
        {
          calls: called,
          ...payloadFacts(declared, logicalName, seen, evidence),
          ...timeFacts(definition, times, seen, evidence),
          timeoutMs: definition.timeoutMs,
          ownMemoryMb: definition.memoryMb,
          ...(bytes === undefined ? {} : { codeBytes: { value: bytes, source: "the Plan" } }),
          state: keptState(code),
          sockets: {
            inbound: called.some(({ kind }) => kind === "connection"),
            outbound: databasesNeeded(plan, definition).flatMap((database) =>
              connections
                .filter((each) => each.database === database.logicalName)
                .map(({ held, available }) => ({ to: database.logicalName, held, available })),
            ),
          },
          concurrency: concurrencyOf(plan, definition),
        },
      ];
    }),
  );
}

function payloadFacts(
  declared: Declarations,
  functionName: string,
  seen: InvocationsSeen | undefined,
  evidence: Evidence | undefined,
): Pick<FitFacts, "payloadBytes" | "responseBytes" | "unlimitedParts"> {
  const allowed = payloadOf(declared, functionName);
  const isLimited = allowed !== undefined && allowed.unlimited.length === 0;
  const measured = seen && figureOf(seen.largestEventBytes, seen, evidence);
  const payloadBytes = isLimited
    ? { value: allowed.bytes, source: "the largest that the contract allows" }
    : measured;
  return {
    ...(payloadBytes ? { payloadBytes } : {}),
    ...(seen ? { responseBytes: figureOf(seen.largestResponseBytes, seen, evidence) } : {}),
    unlimitedParts: shortened(allowed?.unlimited ?? []),
  };
}

/** Service times are measured quietly; what the tests took stands in for functions that were not measured. */
function timeFacts(
  { logicalName, memoryMb }: FunctionDefinition,
  times: ServiceTimes | undefined,
  seen: InvocationsSeen | undefined,
  evidence: Evidence | undefined,
): Pick<FitFacts, "p99Ms" | "busyShare" | "memoryMb" | "initMs"> {
  const measured = times?.functions[logicalName];
  if (times && measured?.p99) {
    return {
      ...scaled(measured.p99, memoryMb, sourceOf(times, measured)),
      ...(measured.maxMemoryMb === undefined
        ? {}
        : { memoryMb: { value: measured.maxMemoryMb, source: sourceOf(times, measured) } }),
      ...(measured.initMs === undefined
        ? {}
        : { initMs: { value: measured.initMs, source: sourceOf(times, measured) } }),
    };
  }
  if (!seen) return {};
  const { durationMs, cpuMs } = seen.p99;
  const busyMs = Math.min(durationMs, cpuMs);
  const { source } = figureOf(0, seen, evidence);
  return {
    ...scaled({ cpuMs: busyMs, waitMs: durationMs - busyMs }, memoryMb, source),
    memoryMb: { value: seen.maxMemoryMb, source },
    ...(seen.longestInitMs === undefined ? {} : { initMs: { value: seen.longestInitMs, source } }),
  };
}

/** With the CPU that Lambda gives for the memory. */
function scaled(
  { cpuMs, waitMs }: { readonly cpuMs: number; readonly waitMs: number },
  memoryMb: number,
  source: string,
): Pick<FitFacts, "p99Ms" | "busyShare"> {
  const durationMs = durationWith({ durationMs: cpuMs + waitMs, cpuMs, maxMemoryMb: 0 }, memoryMb);
  return {
    p99Ms: { value: durationMs, source },
    busyShare: { value: durationMs === 0 ? 0 : 1 - waitMs / durationMs, source },
  };
}

function sourceOf({ measuredOn }: ServiceTimes, { invocations }: ServiceTime): string {
  return `${serviceTimesFile} of ${measuredOn}, ${invocations} ${plural(invocations)}, CPU scaled to the memory`;
}

function figureOf(
  value: number,
  { invocations }: InvocationsSeen,
  evidence: Evidence | undefined,
): Figure {
  const day = evidence?.recordedAt.slice(0, 10);
  return {
    value,
    source: `evidence of ${day}, ${invocations} ${plural(invocations)} of the acceptance tests, beside other work`,
  };
}

function plural(invocations: number): string {
  return invocations === 1 ? "invocation" : "invocations";
}

function concurrencyOf(plan: Plan, { reservedConcurrency }: FunctionDefinition): Figure {
  if (reservedConcurrency !== undefined) {
    return { value: reservedConcurrency, source: "reserved" };
  }
  const { accountConcurrency } = plan.outputs;
  return typeof accountConcurrency === "number"
    ? { value: accountConcurrency, source: "of the account, shared by all functions" }
    : { value: 1_000, source: "the account's default, shared by all functions" };
}

const shownParts = 3;

function shortened(parts: readonly string[]): readonly string[] {
  const more = parts.length - shownParts;
  return more > 0 ? [...parts.slice(0, shownParts), `${more} more`] : parts;
}
