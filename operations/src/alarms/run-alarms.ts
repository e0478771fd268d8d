import { type CloudWatchClient, DescribeAlarmHistoryCommand } from "@aws-sdk/client-cloudwatch";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { appName } from "@stagecraft/contracts/system";
import type { Connection } from "../access/connection.ts";
import { stageArguments } from "../access/open-stage.ts";
import { alarmPrefix } from "./alarm-prefix.ts";
import type { AlarmReport } from "./alarm-report.ts";
import type { AlarmsOptions } from "./alarms-options.ts";
import { printAlarms } from "./print-alarms.ts";
import { readAlarms } from "./read-alarms.ts";
import { readRunbook, runbookCommands } from "./runbook.ts";

/** The output of the command, and its exit code. */
export type AlarmsResult = { readonly text: string; readonly exitCode: ExitCode };

const historyItems = 20;

/** Reads alarms and explains those that fire. `root` is the folder of docs/. */
export async function runAlarms(
  options: AlarmsOptions,
  connection: Pick<Connection, "cloudwatch" | "nowMs">,
  root: string,
): Promise<AlarmsResult> {
  const { stage, name, all, json } = options;
  const { cloudwatch } = connection;
  const prefix = alarmPrefix({ app: appName, stage });
  const alarms = await readAlarms(cloudwatch, prefix);
  if (alarms.length === 0) return { text: `The stage ${stage} has no alarms.`, exitCode: 0 };
  const asked = name === undefined ? alarms : alarms.filter((alarm) => alarm.name === name);
  if (asked.length === 0) {
    const text = `The stage ${stage} has no alarm ${name}. npm run alarms -- --all${stageArguments(options)} lists all.`;
    return { text, exitCode: 1 };
  }
  const firing = asked.filter(({ isFiring }) => isFiring);
  const shown = all || name !== undefined ? asked : firing;
  const exitCode = firing.length > 0 ? 1 : 0;
  const history = name === undefined ? [] : await readHistory(cloudwatch, prefix + name);
  if (json) return { text: JSON.stringify({ stage, alarms: shown, history }, null, 2), exitCode };
  const text = printAlarms(alarms, shown, {
    stage,
    nowMs: connection.nowMs(),
    nextOf: (alarm) => nextCommands(alarm, options, root),
  });
  const lines = history.map(({ at, summary }) => `  ${at}  ${summary}`);
  return {
    text: name === undefined ? text : [text, ["History", ...lines].join("\n")].join("\n\n"),
    exitCode,
  };
}

/** The last changes of an alarm, the newest first. */
async function readHistory(cloudwatch: CloudWatchClient, alarmName: string) {
  const { AlarmHistoryItems = [] } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: alarmName,
      AlarmTypes: ["CompositeAlarm", "MetricAlarm"],
      MaxRecords: historyItems,
    }),
  );
  return AlarmHistoryItems.map(({ Timestamp, HistorySummary = "" }) => ({
    at: Timestamp?.toISOString() ?? "",
    summary: HistorySummary,
  }));
}

/** The first command of the alarm's runbook, for this stage; of a composite alarm none, since its alarms are listed too. */
function nextCommands(
  { runbook, children }: AlarmReport,
  options: AlarmsOptions,
  root: string,
): readonly string[] {
  if (children.length > 0 || runbook === undefined) return [];
  const [first] = runbookCommands(readRunbook(root, runbook) ?? "", "Look here first");
  return first === undefined ? [] : [`${first}${stageArguments(options)}`];
}
