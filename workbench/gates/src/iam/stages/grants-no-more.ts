import type { Plan } from "@stagecraft/plan/plan";
import { comparePolicies } from "./policy-differences.ts";

/** Whether `program` allows everything that `plan` allows, statement by statement. */
export function grantsNoMore(program: Plan, plan: Plan): boolean {
  if (program.stage !== plan.stage) return false;
  return comparePolicies(program, plan).differences.every(({ on, kind, statement }) => {
    const isLimit = kind === "permissions boundary" && !statement;
    return (isLimit || statement?.effect === "Deny") === (on === "second");
  });
}
