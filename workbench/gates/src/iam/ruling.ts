import type { Plan } from "@stagecraft/plan/plan";
import type { Evidence } from "../evidence.ts";
import type { Finding, Undecided } from "../finding.ts";
import type { Call } from "./calls.ts";
import type { Grant } from "./grants.ts";

/** What the rules look at. */
export type Review = {
  readonly plan: Plan;
  readonly grants: readonly Grant[];
  /** What the roles were seen to use; absent where the stage that is checked was not seen running. */
  readonly permissionsUsed?: Evidence["permissionsUsed"];
  /** The AWS operations that the code of a role's functions calls. */
  callsOf(roleArn: string): readonly Call[];
};

/** What a rule says of a program. */
export type Rule = (review: Review) => readonly (Finding | Undecided)[];
