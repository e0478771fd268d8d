import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "../evidence.ts";
import type { Finding, Undecided } from "../finding.ts";
import type { Call } from "./calls.ts";
import type { Grant } from "./grants.ts";

/** The input of the rules. */
export type Review = {
  readonly plan: Plan;
  readonly grants: readonly Grant[];
  /** The permissions that the roles used. Undefined for a stage without evidence. */
  readonly permissionsUsed?: Evidence["permissionsUsed"];
  /** The AWS calls in the code of a role's functions. */
  callsOf(roleArn: string): readonly Call[];
};

/** Checks a program. */
export type Rule = (review: Review) => readonly (Finding | Undecided)[];
