import type { Plan } from "@stagecraft/plan/plan";
import type { Finding } from "../../finding.ts";
import { overCallersTimeout } from "./over-callers-timeout.ts";
import { shortVisibility } from "./short-visibility.ts";
import { stateTimeouts } from "./state-timeouts.ts";
import { unboundedPoller } from "./unbounded-poller.ts";

/** The rules about timeouts and concurrency that need only the Plan. */
export const timeoutRules: readonly ((plan: Plan) => readonly Finding[])[] = [
  overCallersTimeout,
  stateTimeouts,
  shortVisibility,
  unboundedPoller,
];
