import { durationText } from "@stagecraft/cli/duration-text";
import { nextLines } from "../access/next-lines.ts";
import type { AlarmReport } from "./alarm-report.ts";

/** What the command prints about alarms. */
export type AlarmsText = {
  readonly nowMs: number;
  readonly stage: string;
  /** The first command of an alarm's runbook. */
  nextOf(alarm: AlarmReport): readonly string[];
};

/** A line that counts, and a paragraph for each alarm that is to be shown. */
export function printAlarms(
  alarms: readonly AlarmReport[],
  shown: readonly AlarmReport[],
  context: AlarmsText,
): string {
  return [countText(alarms, context), ...shown.map((alarm) => printAlarm(alarm, context))].join(
    "\n\n",
  );
}

function countText(alarms: readonly AlarmReport[], { stage }: AlarmsText): string {
  const firing = alarms.filter(({ isFiring }) => isFiring).length;
  const waiting = alarms.filter(
    ({ state, isFiring }) => state === "INSUFFICIENT_DATA" && !isFiring,
  ).length;
  const rest = alarms.length - firing - waiting;
  return [
    firing === 0
      ? `No alarm of the stage ${stage} fires`
      : `${firing} ${firing === 1 ? "alarm" : "alarms"} of the stage ${stage} fire`,
    `${rest} OK`,
    ...(waiting > 0 ? [`${waiting} without enough data`] : []),
  ].join(", ");
}

function printAlarm(alarm: AlarmReport, context: AlarmsText): string {
  const { name, state, isFiring, sinceMs, reason, means, severity, owner, runbook, heldBack } =
    alarm;
  const facts = [
    ...(severity ? [severity] : []),
    ...(owner ? [owner] : []),
    `for ${durationText(Math.max(0, context.nowMs - sinceMs))}`,
  ];
  return [
    `${state}  ${name}  ${facts.join(", ")}`,
    `  ${means}`,
    ...(reason ? [`  why      ${reason}`] : []),
    ...(heldBack ? [`  actions  held back: ${heldBack}`] : []),
    ...(isFiring && runbook ? [`  runbook  ${runbook}`] : []),
    ...(isFiring ? nextLines(context.nextOf(alarm)) : []),
  ].join("\n");
}
