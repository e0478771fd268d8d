import type { MachineState } from "../definition/machine.ts";
import type { StateView } from "../engine/state-view.ts";
import type { Step } from "../engine/step.ts";
import { callTask } from "./call-task.ts";
import { choose } from "./choose.ts";
import { forkBranches } from "./fork-branches.ts";
import { forkIterations } from "./fork-iterations.ts";
import { wait } from "./wait.ts";

/** The first step of a state that was entered, or is retried. @throws StateError when it fails. */
export async function nextStep(state: MachineState, view: StateView): Promise<Step> {
  switch (state.type) {
    case "Pass":
    case "Succeed":
      return { kind: "leave", transition: state.transition };
    case "Choice":
      return await choose(state, view);
    case "Wait":
      return await wait(state, view);
    case "Task":
      return await callTask(state, view);
    case "Parallel":
      return await forkBranches(state, view);
    case "Map":
      return await forkIterations(state, view);
    case "Fail": {
      const bindings = view.bindings();
      const error = await state.error?.(bindings);
      const cause = await state.cause?.(bindings);
      return {
        kind: "fail",
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
    }
  }
}
