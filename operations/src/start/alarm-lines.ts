import type { AlarmChange } from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";

/**
 * Says in a line when an alarm begins to fire and when it stops, with the command to type next. What an alarm does between its
 * creation and its first data is not said.
 * @param where the options that lead the commands to the stage, with a space before each
 */
export function createAlarmLines(
  say: (line: string) => void,
  where: string,
): (change: AlarmChange) => void {
  return ({ alarm, from, to, actions }) => {
    if (to === "ALARM") say(`the alarm ${alarm} fires: npm run alarms -- ${alarm}${where}`);
    if (from === "OK" && to === "INSUFFICIENT_DATA" && actions.length > 0) {
      say(`the alarm ${alarm} has no data any more: npm run alarms -- ${alarm}${where}`);
    }
    if (from === "ALARM") say(`the alarm ${alarm} fires no more: it is ${to}`);
  };
}
