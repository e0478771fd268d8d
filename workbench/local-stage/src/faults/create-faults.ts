import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Clock } from "../common/clock.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { Lambda } from "../lambda/lambda.ts";
import type { RunningDatabase } from "../rds/run-databases.ts";
import type { Reports } from "../stage/report.ts";
import { createIncidents } from "./create-incidents.ts";
import { createDecideDelivery, type DecideDelivery } from "./decide-delivery.ts";
import { createFaultDraws } from "./draw-faults.ts";
import type { CallFault, DeliveryFault, Fault, Incident, InvocationFault } from "./fault.ts";
import { injectCallFaults, injectStreamingCallFaults } from "./inject-call-faults.ts";
import { injectInvocationFaults } from "./inject-invocation-faults.ts";

/** The planned faults and those added at run time, for the parts of a stage to inject them. */
export type Faults = {
  /**
   * Begins a fault, whose occasions are counted from now on. Returns the function that ends it.
   * @throws RangeError for a fault that can never occur.
   */
  add(fault: Exclude<Fault, Incident>): () => void;
  readonly decideDelivery: DecideDelivery;
  /** Whether hosts outside AWS are down. */
  isOutage(): boolean;
  invocations(run: Lambda["run"]): Lambda["run"];
  calls(services: { readonly [name: string]: AwsService }): typeof services;
  streamingCalls(services: { readonly [name: string]: StreamingService }): typeof services;
  /** How often each kind has taken effect. */
  counts(): { readonly [kind: string]: number };
};

export type FaultContext = {
  readonly functions: readonly FunctionDefinition[];
  databases(): readonly RunningDatabase[];
  readonly clock: Clock;
  readonly reports: Reports;
  killEnvironment(environmentId: string): void;
};

/** @throws RangeError for a fault that can never occur. */
export function createFaults(
  faults: readonly Fault[],
  seed: number,
  context: FaultContext,
): Faults {
  const { functions } = context;
  const inForce = new Set(faults);
  const inForceOf =
    <F extends Fault>(isKind: (fault: Fault) => fault is F) =>
    () =>
      [...inForce].filter(isKind);
  const draws = createFaultDraws(faults, seed);
  const logicalNames = new Map(functions.map(({ name, logicalName }) => [name, logicalName]));
  for (const fault of faults) refuseUnknownFunction(fault, functions);
  const incidents = createIncidents(faults.filter(isIncident), {
    clock: context.clock,
    draws,
    restartDatabases: async () =>
      void (await Promise.all(context.databases().map(({ crash }) => crash()))),
    cutConnections: () => {
      for (const { proxy } of context.databases()) proxy.cutConnections();
    },
    failed: ({ kind }, error) =>
      context.reports.add({
        kind: "failed",
        key: `incident ${kind}`,
        message: `the planned fault ${kind} could not be injected: ${String(error)}`,
      }),
  });
  const calls = {
    draws,
    faults: inForceOf(isCallFault),
    logicalNameOf: (name: string) => logicalNames.get(name) ?? name,
    kill: context.killEnvironment,
  };
  return {
    add(given) {
      // A copy: the same fault may be added twice.
      const fault = { ...given };
      refuseUnknownFunction(fault, functions);
      draws.add(fault);
      inForce.add(fault);
      return () => void inForce.delete(fault);
    },
    decideDelivery: createDecideDelivery(draws, inForceOf(isDeliveryFault)),
    isOutage: incidents.isOutage,
    invocations: (run) =>
      injectInvocationFaults(run, {
        functions,
        draws,
        faults: inForceOf(isInvocationFault),
        onInvocation: incidents.onInvocation,
      }),
    calls: (services) => injectCallFaults(services, calls),
    streamingCalls: (services) => injectStreamingCallFaults(services, calls),
    counts: draws.counts,
  };
}

function refuseUnknownFunction(fault: Fault, functions: readonly FunctionDefinition[]) {
  if (!("function" in fault) || fault.function === undefined) return;
  const names = functions.map(({ logicalName }) => logicalName);
  if (names.includes(fault.function)) return;
  throw new RangeError(
    `The fault ${fault.kind} is for the function ${fault.function}, which the program does not have: name one of ${names.join(", ")}.`,
  );
}

const callKinds = ["call-throttled", "call-failed", "call-slow", "killed-at-call"];
const deliveryKinds = ["duplicated", "delayed", "reordered"];

const isIncident = (fault: Fault): fault is Incident => "atInvocation" in fault;
const isCallFault = (fault: Fault): fault is CallFault => callKinds.includes(fault.kind);
const isDeliveryFault = (fault: Fault): fault is DeliveryFault =>
  deliveryKinds.includes(fault.kind);
const isInvocationFault = (fault: Fault): fault is InvocationFault =>
  !isIncident(fault) && !isCallFault(fault) && !isDeliveryFault(fault);
