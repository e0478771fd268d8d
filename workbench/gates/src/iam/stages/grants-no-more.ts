import type { Plan } from "@stagecraft/plan/plan";
import { comparePolicies } from "./policy-differences.ts";

/** Whether all that is allowed in `plan` is allowed in `program`, too, statement by statement. */
export function grantsNoMore(program: Plan, plan: Plan): boolean {
  if (program.stage !== plan.stage) return false;
  return comparePolicies(program, plan).differences.every(({ on, kind, statement }) => {
    const isLimit = kind === "permissions boundary" && !statement;
    return (isLimit || statement?.effect === "Deny") === (on === "second");
  });
}
