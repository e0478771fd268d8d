import type { AlarmState } from "./alarm-state.ts";

/** What became of one action of an alarm. */
export type AlarmActionResult = {
  /** The ARN of its target. */
  readonly action: string;
  /** `suppressed`: the alarm's actions are disabled, or a suppressor alarm holds them back. */
  readonly outcome: "succeeded" | "failed" | "suppressed";
  /** Why it failed or is suppressed. */
  readonly why?: string;
};

/** A change of an alarm's state, with its actions. */
export type AlarmChange = {
  /** The logical name. */
  readonly alarm: string;
  readonly alarmName: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** In stage time. */
  readonly atMs: number;
  readonly actions: readonly AlarmActionResult[];
};

/** An alarm and its state. */
export type AlarmStatus = {
  readonly logicalName: string;
  readonly name: string;
  readonly kind: "metric" | "composite";
  readonly state: AlarmState;
  /** Since when it is in this state, in stage time. */
  readonly sinceMs: number;
  readonly reason: string;
};
