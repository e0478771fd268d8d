import type { Bindings } from "./expression.ts";
import type { Retrier } from "./retry-delay.ts";
import type { TaskResource } from "./task-resource.ts";
import type { Template } from "./template.ts";

type Typed<Value> = (bindings: Bindings) => Promise<Value>;

/** A transition out of a state: its variables, its output and the next state; without `next` the branch ends. */
export type Transition = {
  readonly assign?: Template;
  readonly output?: Template;
  readonly next?: string;
};

/** A catcher: errors and the state that handles them. */
export type Catcher = Transition & { readonly errorEquals: readonly string[] };

type Common = {
  readonly name: string;
  readonly transition: Transition;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
};

type PassState = Common & { readonly type: "Pass" };
type SucceedState = Common & { readonly type: "Succeed" };
type FailState = Common & {
  readonly type: "Fail";
  readonly error?: Typed<string>;
  readonly cause?: Typed<string>;
};
export type ChoiceState = Common & {
  readonly type: "Choice";
  readonly rules: readonly {
    readonly condition: Typed<boolean>;
    readonly transition: Transition;
  }[];
};
export type WaitState = Common & {
  readonly type: "Wait";
  readonly seconds?: Typed<number>;
  readonly timestamp?: Typed<string>;
};
export type TaskState = Common & {
  readonly type: "Task";
  readonly resource: TaskResource;
  readonly arguments?: Template;
  readonly timeoutSeconds?: Typed<number>;
  readonly heartbeatSeconds?: Typed<number>;
};
export type ParallelState = Common & {
  readonly type: "Parallel";
  readonly arguments?: Template;
  /** The first state of each branch. */
  readonly branches: readonly string[];
};
export type MapState = Common & {
  readonly type: "Map";
  readonly items?: Typed<unknown[]>;
  readonly itemSelector?: Template;
  readonly maxConcurrency?: Typed<number>;
  /** The first state of each iteration. */
  readonly startAt: string;
};

export type MachineState =
  | PassState
  | SucceedState
  | FailState
  | ChoiceState
  | WaitState
  | TaskState
  | ParallelState
  | MapState;

/** A compiled definition. State names are unique in all of it, so that the states of branches are in here too. */
export type Machine = {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, MachineState>;
  /** Of a whole execution. */
  readonly timeoutMs?: number;
};
