import type { WaitState } from "../definition/machine.ts";
import { EvaluationError, StateError } from "../engine/failure.ts";
import type { StateView } from "../engine/state-view.ts";
import type { Step } from "../engine/step.ts";

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
const longestSeconds = 99_999_999;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Waits for or until a time. There is no wait for a time in the past. */
export async function wait(state: WaitState, view: StateView): Promise<Step> {
  const bindings = view.bindings();
  if (state.timestamp) {
    const text = await state.timestamp(bindings);
    const untilMs = dateTime.test(text) ? Date.parse(text.replace(",", ".")) : Number.NaN;
    if (Number.isNaN(untilMs)) {
      throw new EvaluationError(
        "Timestamp",
        `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
      );
    }
    return { kind: "sleep", untilMs };
  }
  const seconds = (await state.seconds?.(bindings)) ?? 0;
  if (!Number.isInteger(seconds) || seconds < 0) {
    throw new EvaluationError(
      "Seconds",
      `The Seconds field must be a non-negative integer but was: ${seconds}`,
    );
  }
  if (seconds > longestSeconds)
    throw new StateError("States.Runtime", "Wait state delay is too long.");
  return { kind: "sleep", untilMs: view.nowMs + seconds * 1_000 };
}
