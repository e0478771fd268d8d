import type { ChoiceState } from "../definition/machine.ts";
import { StateError } from "../engine/failure.ts";
import type { StateView } from "../engine/state-view.ts";
import type { Step } from "../engine/step.ts";

/**
 * The first rule whose condition is true decides; without one the default applies. Without a default either, AWS reports
 * States.Runtime, not the language's States.NoChoiceMatched.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export async function choose(state: ChoiceState, view: StateView): Promise<Step> {
  const bindings = view.bindings();
  for (const { condition, transition } of state.rules) {
    if (await condition(bindings)) return { kind: "leave", transition };
  }
  if (state.transition.next !== undefined) return { kind: "leave", transition: state.transition };
  throw new StateError(
    "States.Runtime",
    "Failed to transition out of the state. The state does not point to a next state.",
  );
}
