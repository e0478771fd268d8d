import type { Plan } from "@stagecraft/plan/plan";
import type { GovernanceSettings } from "./governance-settings.ts";

/** The input of the rules about the Plan. */
export type GovernanceFacts = {
  readonly plan: Plan;
  readonly settings: GovernanceSettings;
  /** `2027-01-31`. */
  readonly today: string;
  /** The types of the Plan's resources that can have tags. */
  readonly taggable: ReadonlySet<string>;
};
