import type { DrillStage } from "./drill-stage.ts";

/** By a word in capitals, what stands for it. */
export type Placeholders = { readonly [word: string]: string };

/** A condition that alarms watch: how it comes about, which alarms must tell of it, and how it ends. */
export type Drill = {
  readonly name: string;
  /** The runbook whose commands are run while the alarms fire. */
  readonly runbook: string;
  /** `injected`: the drill writes the metric itself, because only AWS can have the condition. */
  readonly how: "caused" | "injected";
  /** The logical names of the alarms that must fire. */
  fires(stage: DrillStage): readonly string[];
  /** Whether an alarm that fires too is explained by the same condition. Composite alarms always are. */
  explains?(alarm: string): boolean;
  /** How long it may take until all fire, in stage time. */
  readonly withinMinutes: number;
  /** Brings the condition about. What it does to the stage's faults and the provider ends before `fix`. */
  cause?(stage: DrillStage): Promise<void>;
  /** Keeps the condition up: called before each minute until all alarms fire. */
  eachMinute?(stage: DrillStage, minute: number): Promise<void>;
  /** Commands of the runbook that ask a function which does not answer meanwhile. They run after the cause has ended. */
  readonly prevents?: RegExp;
  /** Queues whose messages are discarded until the alarms clear: what is still under way may send some later. */
  readonly discards?: readonly string[];
  /** What the runbook's fix does beside ending the cause. */
  fix?(stage: DrillStage): Promise<void>;
  /** Whether the commands of the runbook's fix repair it. */
  readonly isFixedByCommands?: boolean;
};
