import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";

/** A Task state of a workflow. */
export type TaskState = {
  readonly name: string;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** Whether it catches all errors. */
  readonly catchesAll: boolean;
  /** The state as JSON. */
  readonly text: string;
};

type States = { readonly [name: string]: State };
type State = {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly HeartbeatSeconds?: number;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Branches?: readonly { readonly States: States }[];
  readonly ItemProcessor?: { readonly States: States };
  readonly Iterator?: { readonly States: States };
};

/** The Task states of a state machine, including those inside Parallel and Map states. */
export function taskStatesOf({ definition }: StateMachineDefinition): readonly TaskState[] {
  const { States: states = {} } = JSON.parse(definition) as { States?: States };
  return tasksIn(states);
}

/** The timeout of an execution. Undefined when there is none. */
export function executionSeconds({ definition }: StateMachineDefinition): number | undefined {
  return (JSON.parse(definition) as { TimeoutSeconds?: number }).TimeoutSeconds;
}

function tasksIn(states: States): readonly TaskState[] {
  return Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === "Task" ? [taskOf(name, state)] : []),
    ...[...(state.Branches ?? []), state.ItemProcessor, state.Iterator].flatMap((inner) =>
      inner ? tasksIn(inner.States) : [],
    ),
  ]);
}

function taskOf(name: string, state: State): TaskState {
  return {
    name,
    timeoutSeconds: state.TimeoutSeconds,
    heartbeatSeconds: state.HeartbeatSeconds,
    catchesAll: (state.Catch ?? []).some(({ ErrorEquals }) => ErrorEquals.includes("States.ALL")),
    text: JSON.stringify(state),
  };
}
