import type { Clock } from "../../common/clock.ts";
import type { MachineState } from "../definition/machine.ts";
import type { EngineEvent } from "./engine-event.ts";
import type { Execution, Thread } from "./execution.ts";
import type { Ending, ExecutionStore } from "./execution-store.ts";
import type { History } from "./history.ts";
import type { TaskCall } from "./task-calls.ts";
import type { ThreadRegistry } from "./thread-registry.ts";

/** What the functions of the engine share. */
export type EngineParts = {
  readonly clock: Clock;
  readonly store: ExecutionStore;
  readonly history: History;
  readonly threads: ThreadRegistry;
  readonly seed: number;
  readonly call: TaskCall;
  /** Whether the next state or retry of a machine is throttled. */
  throttles(machineArn: string): boolean;
  readonly report: (event: EngineEvent) => void;
  /** Continues a thread. */
  proceed(thread: Thread): void;
  /** Ends an execution; `previousEventId` is the event that led to it. */
  finish(execution: Execution, previousEventId: number, ending: Omit<Ending, "stoppedAtMs">): void;
};

/** The state that a thread is in. */
export function stateOf(thread: Thread): MachineState {
  const state = thread.execution.revision.machine.states.get(thread.data.state);
  if (state) return state;
  throw new Error(`${thread.execution.arn} is in a state that its definition does not have`);
}
