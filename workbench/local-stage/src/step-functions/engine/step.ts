import type { Transition } from "../definition/machine.ts";
import type { Fork, TaskAttempt } from "./execution.ts";

/** What a state wants to happen next. A state that fails throws a StateError instead. */
export type Step =
  | { readonly kind: "leave"; readonly leaving: Transition }
  | { readonly kind: "sleep"; readonly untilMs: number }
  | {
      readonly kind: "call";
      readonly attempt: TaskAttempt;
      readonly timeoutSeconds?: number;
      readonly heartbeatSeconds?: number;
    }
  | { readonly kind: "fork"; readonly fork: Fork }
  /** A Fail state's own doing, which nothing retries or catches. */
  | { readonly kind: "fail"; readonly error?: string; readonly cause?: string };
