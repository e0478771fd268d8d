import type { StateMachineDefinition } from "@stagecraft/plan/state-machine-definition";
import type { Clock } from "../shared/clock.ts";
import type { Engine } from "./engine/engine.ts";
import type { ExecutionStatus, Revision } from "./engine/execution.ts";
import type { ExecutionStore } from "./engine/execution-store.ts";

/** A state machine with the definition that new executions begin with. */
export type CurrentMachine = {
  readonly definition: StateMachineDefinition;
  readonly revision: Revision;
  readonly createdAtMs: number;
};

/** What the operations work with. */
export type StepFunctionsContext = {
  readonly clock: Clock;
  readonly store: ExecutionStore;
  readonly engine: Engine;
  /** By ARN. */
  readonly machines: ReadonlyMap<string, CurrentMachine>;
  /** The definition that an execution began with. */
  revisionById(id: number): Revision;
  /** Tells that an execution has begun. */
  started(machineArn: string): void;
  /** Tells that an execution which had ended with that status goes on. */
  redriven(machineArn: string, endedAs: ExecutionStatus): void;
};
