import type { InvocationOutcome } from "../common/invocation.ts";
import { failureOf } from "../common/invocation-failure.ts";
import type { Troubles } from "./troubles.ts";

/** The same `invoke`, with the outcome of each invocation recorded that the function got. */
export function recordOutcomes<Options>(
  invoke: (functionArn: string, event: unknown, options: Options) => Promise<InvocationOutcome>,
  troubles: Pick<Troubles, "recordOutcome">,
): typeof invoke {
  return async (functionArn, event, options) => {
    const outcome = await invoke(functionArn, event, options);
    if (outcome.kind === "success") troubles.recordOutcome(functionArn, undefined);
    if (outcome.kind === "function-error") {
      troubles.recordOutcome(functionArn, failureOf(outcome));
    }
    return outcome;
  };
}
