import type { AlarmState } from "./alarm-state.ts";
import type { Suppression } from "./suppress-actions.ts";

/** What is kept of an alarm besides its definition. */
export type AlarmRecord = {
  readonly name: string;
  readonly state: AlarmState;
  /** When the alarm went into its state. */
  readonly sinceMs: number;
  /** When the state, its reason or its reason's data was last set. */
  readonly updatedMs: number;
  readonly reason: string;
  /** JSON; absent before the first evaluation. */
  readonly reasonData?: string;
  readonly actionsEnabled: boolean;
  readonly configuredMs: number;
  /** The definition's JSON, to see changes of it. */
  readonly definition: string;
  /** The state before this one. */
  readonly previousState: AlarmState;
  readonly suppression?: Suppression;
};

/** The kinds of items in an alarm's history. */
export const historyItemTypes = ["ConfigurationUpdate", "StateUpdate", "Action"] as const;

/** One item of an alarm's history; `data` is JSON. */
export type AlarmHistoryItem = {
  readonly alarm: string;
  readonly alarmType: AlarmType;
  readonly atMs: number;
  readonly type: (typeof historyItemTypes)[number];
  readonly summary: string;
  readonly data: string;
};

export const alarmTypes = ["MetricAlarm", "CompositeAlarm"] as const;

export type AlarmType = (typeof alarmTypes)[number];
