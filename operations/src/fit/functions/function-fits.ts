import { declarations } from "@stagecraft/contracts/declarations";
import type { Evidence } from "@stagecraft/gates/evidence";
import { readSourceFacts } from "@stagecraft/gates/latency/source/read-source-facts";
import type { Plan } from "@stagecraft/plan/plan";
import { readServiceTimes } from "../../capacity/service-times.ts";
import { type Fit, fitOf } from "../fit-of.ts";
import { codeBytesOf } from "./code-bytes.ts";
import { functionFacts } from "./function-facts.ts";

/** Whether each function of a stage fits functions. */
export type FunctionFits = {
  readonly stage: string;
  /** By the functions' logical names. */
  readonly functions: { readonly [name: string]: Fit };
  /** When the evidence of this Plan was recorded. Undefined: there is none. */
  readonly evidenceAt: string | undefined;
};

/** @param evidence of the acceptance tests, for this Plan's code; undefined when there is none */
export async function functionFits(
  root: string,
  plan: Plan,
  evidence: Evidence | undefined,
): Promise<FunctionFits> {
  const [source, codeBytes, times] = await Promise.all([
    readSourceFacts(root, plan),
    codeBytesOf(root, plan),
    readServiceTimes(root).catch(() => undefined),
  ]);
  const facts = functionFacts({
    plan,
    declared: declarations(),
    source,
    codeBytes,
    times,
    evidence,
  });
  return {
    stage: plan.stage,
    functions: Object.fromEntries([...facts].map(([name, each]) => [name, fitOf(each)])),
    evidenceAt: evidence?.recordedAt,
  };
}
