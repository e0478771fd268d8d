import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Clock } from "../common/clock.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { TakenExecutions } from "../lambda/concurrency.ts";
import type { Lambda } from "../lambda/lambda.ts";
import type { RunningDatabase } from "../rds/run-databases.ts";
import type { Reports } from "../stage/report.ts";
import { createIncidents } from "./create-incidents.ts";
import { createDecideDelivery, type DecideDelivery } from "./decide-delivery.ts";
import { createFaultDraws } from "./draw-faults.ts";
import type { CapacityFault, Fault, Occasions, RunTimeFault } from "./fault.ts";
import {
  isCallFault,
  isCapacityFault,
  isDeliveryFault,
  isIncident,
  isInitFault,
  isInvocationFault,
  isScheduleFault,
  isTransitionFault,
} from "./fault-kinds.ts";
import { injectCallFaults, injectStreamingCallFaults } from "./inject-call-faults.ts";
import { injectInvocationFaults } from "./inject-invocation-faults.ts";
import { type TakenConnections, takeConnections } from "./take-connections.ts";
import { createTakenExecutions } from "./taken-executions.ts";

/** The planned faults and those added at run time, for the parts of a stage to inject them. */
export type Faults = {
  /** Begins the faults of environments and of capacity, which are not for a deploy. */
  start(): void;
  /**
   * Begins a fault, whose occasions are counted from now on. Returns the function that ends it.
   * @throws RangeError for a fault that can never occur.
   */
  add(fault: RunTimeFault): () => void;
  readonly decideDelivery: DecideDelivery;
  /** Whether hosts outside AWS are down. */
  isOutage(): boolean;
  /** Whether the init phase of a new environment fails. */
  failsInit(functionName: string): boolean;
  /** Whether Step Functions throttles a state of this machine (its name in the program). */
  throttlesTransition(stateMachine: string): boolean;
  /** Whether EventBridge Scheduler throttles itself when this schedule (its name in the program) is due. */
  throttlesSchedule(schedule: string): boolean;
  readonly takenExecutions: TakenExecutions;
  invocations(run: Lambda["run"]): Lambda["run"];
  calls(services: { readonly [name: string]: AwsService }): typeof services;
  streamingCalls(services: { readonly [name: string]: StreamingService }): typeof services;
  /** How often each kind has taken effect. */
  counts(): { readonly [kind: string]: number };
  /** Gives back the capacity that faults have taken. */
  stop(): Promise<void>;
};

export type FaultContext = {
  readonly functions: readonly FunctionDefinition[];
  /** The names of the state machines in the program. */
  readonly stateMachineNames: readonly string[];
  /** The names of the schedules in the program. */
  readonly scheduleNames: readonly string[];
  /** The names of the databases in the program. */
  readonly databaseNames: readonly string[];
  databases(): readonly RunningDatabase[];
  /** PEM of the authority of the databases' certificates. */
  certificateAuthority(): string;
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
  for (const fault of faults) refuseUnknownNames(fault, context);
  const inForce = new Set(faults);
  const inForceOf =
    <F extends Fault>(isKind: (fault: Fault) => fault is F) =>
    () =>
      [...inForce].filter(isKind);
  const draws = createFaultDraws(faults, seed);
  const logicalNames = new Map(functions.map(({ name, logicalName }) => [name, logicalName]));
  const logicalNameOf = (name: string) => logicalNames.get(name) ?? name;
  const failed = ({ kind }: Fault, error: unknown) =>
    context.reports.add({
      kind: "failed",
      key: `fault ${kind}`,
      message: `the planned fault ${kind} could not be injected: ${String(error)}`,
    });
  const incidents = createIncidents(faults.filter(isIncident), {
    clock: context.clock,
    draws,
    restartDatabases: async () =>
      void (await Promise.all(context.databases().map(({ crash }) => crash()))),
    cutConnections: () => {
      for (const { proxy } of context.databases()) proxy.cutConnections();
    },
    failed,
  });
  const calls = {
    draws,
    faults: inForceOf(isCallFault),
    logicalNameOf,
    kill: context.killEnvironment,
  };
  const initFaults = inForceOf(isInitFault);
  const transitionFaults = inForceOf(isTransitionFault);
  const scheduleFaults = inForceOf(isScheduleFault);
  const capacityFaults = inForceOf(isCapacityFault);
  const takenConnections = new Map<Fault, TakenConnections>();
  let isStarted = false;

  /** Whether one of these faults occurs at a place. */
  function occurs<F extends Fault & Occasions>(place: string, concerning: readonly F[]) {
    const drawn = draws.draw(place, concerning);
    if (drawn) draws.count(drawn.fault.kind);
    return drawn !== undefined;
  }

  function beginCapacity(fault: CapacityFault) {
    draws.count(fault.kind);
    if (fault.kind !== "connections-taken") return;
    const running = context
      .databases()
      .find(({ database }) => database.logicalName === fault.database);
    if (!running) return;
    const taken = takeConnections(fault, running, context.certificateAuthority());
    takenConnections.set(fault, taken);
    taken.opened.catch((error: unknown) => failed(fault, error));
  }

  async function endCapacity(fault: Fault) {
    const taken = takenConnections.get(fault);
    takenConnections.delete(fault);
    await taken?.close().catch((error: unknown) => failed(fault, error));
  }

  return {
    start() {
      isStarted = true;
      for (const fault of capacityFaults()) beginCapacity(fault);
    },
    add(given) {
      // A copy: the same fault may be added twice.
      const fault = { ...given };
      refuseUnknownNames(fault, context);
      draws.add(fault);
      inForce.add(fault);
      if (isCapacityFault(fault)) beginCapacity(fault);
      return () => {
        inForce.delete(fault);
        void endCapacity(fault);
      };
    },
    decideDelivery: createDecideDelivery(draws, inForceOf(isDeliveryFault)),
    isOutage: incidents.isOutage,
    failsInit(functionName) {
      if (!isStarted) return false;
      const name = logicalNameOf(functionName);
      return occurs(
        `${name} init`,
        initFaults().filter((fault) => (fault.function ?? name) === name),
      );
    },
    throttlesTransition: (name) =>
      occurs(
        `${name} transition`,
        transitionFaults().filter((fault) => (fault.stateMachine ?? name) === name),
      ),
    throttlesSchedule: (name) =>
      occurs(
        `${name} schedule`,
        scheduleFaults().filter((fault) => (fault.schedule ?? name) === name),
      ),
    takenExecutions: createTakenExecutions(
      () => (isStarted ? capacityFaults() : []),
      logicalNameOf,
    ),
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
    stop: async () => void (await Promise.all([...takenConnections.keys()].map(endCapacity))),
  };
}

/** A name that the program does not have is a mistake: the fault would never occur. */
function refuseUnknownNames(fault: Fault, context: FaultContext) {
  const { kind } = fault;
  if ("function" in fault) {
    const names = context.functions.map(({ logicalName }) => logicalName);
    refuseUnknown(kind, "function", fault.function, names);
  }
  if ("stateMachine" in fault) {
    refuseUnknown(kind, "state machine", fault.stateMachine, context.stateMachineNames);
  }
  if ("schedule" in fault) {
    refuseUnknown(kind, "schedule", fault.schedule, context.scheduleNames);
  }
  if ("database" in fault) {
    refuseUnknown(kind, "database", fault.database, context.databaseNames);
  }
}

function refuseUnknown(
  kind: Fault["kind"],
  what: string,
  name: string | undefined,
  known: readonly string[],
) {
  if (name === undefined || known.includes(name)) return;
  const instead = known.length === 0 ? "it has none" : `name one of ${known.join(", ")}`;
  throw new RangeError(
    `The fault ${kind} is for the ${what} ${name}, which the program does not have: ${instead}.`,
  );
}
