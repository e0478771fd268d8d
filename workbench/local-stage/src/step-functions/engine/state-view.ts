import type { Clock } from "../../common/clock.ts";
import { randomNumber } from "../../common/random-number.ts";
import type { Bindings } from "../definition/expression.ts";
import { type Thread, visibleVariables } from "./execution.ts";
import { jsonataFunctions } from "./jsonata-functions.ts";

/** The input of a state, and the variables of its expressions. */
export type StateView = {
  readonly state: string;
  readonly input: unknown;
  readonly nowMs: number;
  /** `states` adds to `$states` (a result, an error), `context` to `$states.context`. */
  bindings(more?: { readonly states?: object; readonly context?: object }): Bindings;
};

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function viewState(thread: Thread, clock: Clock, seed: number): StateView {
  const { data, execution } = thread;
  const { machineArn, machineName, roleArn } = execution.revision;
  const name = `${execution.name}|${data.state}|${data.enteredEventId}|${data.retries.join()}`;
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return randomNumber(seed, name, drawn);
  };
  const item = itemOf(thread);
  const context = {
    Execution: {
      Id: execution.arn,
      Input: execution.input,
      Name: execution.name,
      RoleArn: roleArn,
      StartTime: new Date(execution.startedAtMs).toISOString(),
      RedriveCount: execution.redriven?.count ?? 0,
      ...(execution.redriven && {
        RedriveTime: new Date(execution.redriven.lastAtMs).toISOString(),
      }),
    },
    StateMachine: { Id: machineArn, Name: machineName },
    State: {
      EnteredTime: new Date(data.enteredAtMs).toISOString(),
      Name: data.state,
      RetryCount: data.retries.reduce((sum, count) => sum + count, 0),
    },
    ...(item && { Map: { Item: item } }),
  };
  const functions = jsonataFunctions({ nowMs: clock.nowMs, random });
  return {
    state: data.state,
    input: data.input,
    nowMs: clock.nowMs(),
    bindings: (more = {}) => ({
      ...functions,
      ...visibleVariables(thread),
      states: {
        input: data.input,
        ...more.states,
        context: more.context ? { ...context, ...more.context } : context,
      },
    }),
  };
}

/** The innermost iteration that the thread is in. */
function itemOf({ data, parent }: Thread): object | undefined {
  return data.item ?? (parent && itemOf(parent));
}
