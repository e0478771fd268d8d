import type { Transition } from "../definition/machine.ts";
import type { Fork, TaskAttempt } from "./execution.ts";

/** The next step of a state. A state that fails throws a StateError instead. */
export type Step =
  | { readonly kind: "leave"; readonly transition: Transition }
  | { readonly kind: "sleep"; readonly untilMs: number }
  | {
      readonly kind: "call";
      readonly attempt: TaskAttempt;
      readonly timeoutSeconds?: number;
      readonly heartbeatSeconds?: number;
    }
  | { readonly kind: "fork"; readonly fork: Fork }
  /** The failure of a Fail state, which is not retried or caught. */
  | { readonly kind: "fail"; readonly error?: string; readonly cause?: string };
