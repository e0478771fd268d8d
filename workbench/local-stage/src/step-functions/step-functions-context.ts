import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { Clock } from "../common/clock.ts";
import type { Engine } from "./engine/engine.ts";
import type { ExecutionStatus, Revision } from "./engine/execution.ts";
import type { ExecutionStore } from "./engine/execution-store.ts";

/** A state machine with the definition for new executions. */
export type CurrentMachine = {
  readonly definition: StateMachineDefinition;
  readonly revision: Revision;
  readonly createdAtMs: number;
};

/** What the operations share. */
export type StepFunctionsContext = {
  readonly clock: Clock;
  readonly store: ExecutionStore;
  readonly engine: Engine;
  /** By ARN. */
  readonly machines: ReadonlyMap<string, CurrentMachine>;
  /** The definition of an execution. */
  revisionById(id: number): Revision;
  /** To be called when an execution has begun. */
  started(machineArn: string): void;
  /** To be called when an ended execution with that status is redriven. */
  redriven(machineArn: string, endedAs: ExecutionStatus): void;
};
