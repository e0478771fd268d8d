import type { Account } from "../common/account.ts";
import type { Authority } from "../iam/authority.ts";
import type { StageSchedule } from "./stage-schedule.ts";

/** What the operations of Scheduler's API need. */
export type ApiContext = {
  readonly schedules: readonly StageSchedule[];
  /** The names of all schedule groups. */
  readonly groups: readonly string[];
  readonly account: Account;
  readonly authority: Pick<Authority, "trusts">;
  /** Is told each schedule that has changed. */
  onChange(schedule: StageSchedule): void;
};
