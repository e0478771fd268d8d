import { callKinds } from "./call-kind.ts";
import { codeSize } from "./checks/code-size.ts";
import { coldStart } from "./checks/cold-start.ts";
import { computing } from "./checks/computing.ts";
import { concurrency } from "./checks/concurrency.ts";
import { duration } from "./checks/duration.ts";
import { disk, memory } from "./checks/memory.ts";
import { payload, response } from "./checks/payload.ts";
import { sockets } from "./checks/sockets.ts";
import { state } from "./checks/state.ts";
import { trigger } from "./checks/trigger.ts";
import type { Check, FitCheck } from "./fit-check.ts";
import type { FitFacts } from "./fit-facts.ts";
import { type Verdict, worstOf } from "./verdict.ts";

/** Whether a workload fits functions, why, and what else can run it. */
export type Fit = {
  readonly verdict: Verdict;
  readonly checks: readonly FitCheck[];
  /** What runs the same code when functions no longer fit, for each kind of call. */
  readonly escapeHatches: readonly string[];
};

/** Every question, in the order in which it is printed. */
export const checks: readonly Check[] = [
  trigger,
  payload,
  response,
  duration,
  coldStart,
  memory,
  disk,
  computing,
  state,
  sockets,
  concurrency,
  codeSize,
];

export function fitOf(facts: FitFacts): Fit {
  const answers = checks.flatMap((check) => check(facts) ?? []);
  return {
    verdict: worstOf(answers.map(({ verdict }) => verdict)),
    checks: answers,
    escapeHatches: [...new Set(facts.calls.map(({ kind }) => callKinds[kind].escapeHatch))],
  };
}
