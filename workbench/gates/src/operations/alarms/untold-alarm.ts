import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";

const rule = "operations/untold-alarm";

/** Alarms that tell nobody: without an action of their own, and in no composite alarm that has one. */
export function untoldAlarm({ alarms, composites }: AlarmFacts): readonly Finding[] {
  const telling = composites.filter(
    ({ actionsEnabled, alarmActions }) => actionsEnabled && alarmActions.length > 0,
  );
  return alarms
    .filter(
      ({ name, arn, actionsEnabled, alarmActions }) =>
        !(actionsEnabled && alarmActions.length > 0) &&
        !telling.some(({ rule: text }) => text.includes(`"${name}"`) || text.includes(`"${arn}"`)),
    )
    .map(({ logicalName }) => ({
      rule,
      severity: "error",
      resource: logicalName,
      message: "It tells nobody: it has no action, and no composite alarm with an action names it.",
      fix: "Give it an action, or name it in the rule of a composite alarm that has one.",
    }));
}
