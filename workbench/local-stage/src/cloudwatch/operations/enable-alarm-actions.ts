import type { Operation } from "../../common/operation.ts";
import type { Fields } from "../../endpoint/read-fields.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { missingParameter } from "../cloudwatch-error.ts";
import { readList } from "../read-request.ts";
import { alarmOperation } from "./alarm-operation.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export function enableAlarmActions(context: CloudwatchContext): Operation {
  return switchActions("EnableAlarmActions", context, true);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export function disableAlarmActions(context: CloudwatchContext): Operation {
  return switchActions("DisableAlarmActions", context, false);
}

/** Names that no alarm has are ignored. */
function switchActions(
  operation: string,
  { alarms, account }: CloudwatchContext,
  enabled: boolean,
): Operation {
  return alarmOperation(operation, account, readNames, (fields) => {
    alarms.enableActions(readNames(fields), enabled);
    return {};
  });
}

function readNames(fields: Fields): readonly string[] {
  const names = readList(fields, "AlarmNames").map(String);
  if (names.length === 0) throw missingParameter("AlarmNames");
  return names;
}
