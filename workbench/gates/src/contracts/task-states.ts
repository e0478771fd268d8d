import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";

/** A state of a workflow that calls something. */
export type TaskState = {
  readonly name: string;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  /** Whether every error of it is caught. */
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

/** The task states of a machine, those within parallel and map states included. */
export function taskStatesOf({ definition }: StateMachineDefinition): readonly TaskState[] {
  const { States: states = {} } = JSON.parse(definition) as { States?: States };
  return tasksIn(states);
}

/** How long an execution may take; undefined: for ever. */
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
