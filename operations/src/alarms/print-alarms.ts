import { durationText } from "@stagecraft/cli/duration-text";
import { nextLines } from "../access/next-lines.ts";
import type { AlarmReport } from "./alarm-report.ts";
import { type AlarmGroup, groupAlarms } from "./group-alarms.ts";

/** What the command prints about alarms. */
export type AlarmsText = {
  readonly nowMs: number;
  readonly stage: string;
  /** The first command of an alarm's runbook. */
  nextOf(alarm: AlarmReport): readonly string[];
};

/** A line that counts, and a paragraph for each alarm that is to be shown, or for several that say the same. */
export function printAlarms(
  alarms: readonly AlarmReport[],
  shown: readonly AlarmReport[],
  context: AlarmsText,
): string {
  const firing = new Set(alarms.filter(({ isFiring }) => isFiring).map(({ name }) => name));
  const paragraphs = groupAlarms(shown).map((group) => printGroup(group, firing, context));
  return [countText(alarms, context), ...paragraphs].join("\n\n");
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

function printGroup(
  { alarm, others }: AlarmGroup,
  firing: ReadonlySet<string>,
  context: AlarmsText,
): string {
  const { name, state, isFiring, sinceMs, means, severity, owner, runbook, heldBack } = alarm;
  const facts = [
    ...(severity ? [severity] : []),
    ...(owner ? [owner] : []),
    `for ${durationText(Math.max(0, context.nowMs - sinceMs))}`,
  ];
  const why = whyText(alarm, firing);
  return [
    `${state}  ${name}  ${facts.join(", ")}`,
    `  ${means}`,
    ...(why ? [`  why      ${why}`] : []),
    ...(heldBack ? [`  actions  held back${heldBackText(heldBack)}`] : []),
    ...(others.length > 0 ? [`  and      ${others.length} like it: ${others.join(", ")}`] : []),
    ...(isFiring && runbook ? [`  runbook  ${runbook}`] : []),
    ...(isFiring ? nextLines(context.nextOf(alarm)) : []),
  ].join("\n");
}

/** CloudWatch's reason. That of a composite alarm is an ARN: the alarms that it fires for say more. */
function whyText({ isFiring, reason, children }: AlarmReport, firing: ReadonlySet<string>): string {
  const causes = children.filter((name) => firing.has(name));
  if (!isFiring || causes.length === 0) return reason;
  return `${causes.join(", ")} ${causes.length === 1 ? "fires" : "fire"}`;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html */
function heldBackText(by: string): string {
  if (by === "Alarm") return ": a root cause fires, and pages instead";
  if (by === "WaitPeriod") return " for a moment: a root cause may fire, and page instead";
  if (by === "ExtensionPeriod") return " for some minutes more: a root cause has just ended";
  return `: ${by}`;
}
