import { hash } from "node:crypto";
import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import type { CreationTimes } from "../common/creation-times.ts";
import type { Settings } from "../stage/settings.ts";

/** A schedule of a running stage. Times are in stage time. */
export type StageSchedule = {
  /** As the program has it, or as the last UpdateSchedule has left it. */
  definition(): ScheduleDefinition;
  createdAtMs(): number;
  changedAtMs(): number;
  change(definition: ScheduleDefinition): void;
};

type Stored = {
  readonly definition: ScheduleDefinition;
  /** Absent for the program's own definition. */
  readonly changedAtMs?: number;
};

/** Opens a schedule. A change outlives a restart: see `Settings`. */
export function openStageSchedule(
  planned: ScheduleDefinition,
  context: {
    readonly settings: Settings;
    readonly creationTimes: CreationTimes;
    nowMs(): number;
  },
): StageSchedule {
  const { settings, creationTimes, nowMs } = context;
  const { arn } = planned;
  const stored = settings<Stored>(`schedule ${arn}`, { definition: planned });
  return {
    definition: () => stored.get().definition,
    createdAtMs: () => creationTimes(arn),
    changedAtMs: () =>
      stored.get().changedAtMs ??
      creationTimes(`${arn} ${hash("sha256", JSON.stringify(planned))}`),
    change: (definition) => stored.set({ definition, changedAtMs: nowMs() }),
  };
}
