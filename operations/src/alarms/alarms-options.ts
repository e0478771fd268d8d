import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import {
  readStageOptions,
  type StageOptions,
  stageOptions,
  stageOptionsHelp,
} from "../access/open-stage.ts";

/** The command line of `npm run alarms`. */
export type AlarmsOptions = StageOptions & {
  readonly json: boolean;
  /** Alarms that do not fire, too. */
  readonly all: boolean;
  /** One alarm with its history. */
  readonly name?: string;
};

export const alarmsHelp = `npm run alarms -- [NAME] [options]

  Shows which alarms fire, since when and why, with the runbook and the first command to type.

  NAME            one alarm, with its last changes of state: OrdersDeadLettersAny
  --all           alarms that do not fire, too
${stageOptionsHelp}
  --json          print JSON

  On AWS your credentials need cloudwatch:DescribeAlarms and DescribeAlarmHistory.
  Exit 0 no alarm fires; 1 an alarm fires, or there is no alarm NAME; 2 wrong usage.`;

/** Its options for `parseArgs`. */
export const alarmsOptions = {
  ...stageOptions,
  all: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming what is wrong. */
export function readAlarmsOptions({
  values,
  positionals,
}: Given<typeof alarmsOptions>): AlarmsOptions {
  const [name, ...more] = positionals;
  if (more.length > 0) throw new UsageError("Give one alarm's name, or none.");
  if (name !== undefined && values.all) throw new UsageError("--all shows every alarm: no NAME.");
  return {
    ...readStageOptions(values),
    json: values.json,
    all: values.all,
    ...(name === undefined ? {} : { name }),
  };
}
