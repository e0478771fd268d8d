import { AwsError } from "../../common/aws-error.ts";
import type { Operation } from "../../common/operation.ts";
import { readString } from "../../endpoint/read-fields.ts";
import { alarmStates } from "../alarms/alarm-state.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { resourceNotFound } from "../cloudwatch-error.ts";
import { oneOf, requireString } from "../read-request.ts";
import { alarmOperation } from "./alarm-operation.ts";

/**
 * Sets a state until the next evaluation.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export function setAlarmState({ alarms, account }: CloudwatchContext): Operation {
  return alarmOperation(
    "SetAlarmState",
    account,
    (fields) => [requireString(fields, "AlarmName")],
    (fields) => {
      const name = requireString(fields, "AlarmName");
      const state = oneOf(alarmStates, requireString(fields, "StateValue"), "StateValue");
      const reason = requireString(fields, "StateReason");
      const reasonData = readString(fields, "StateReasonData");
      if (reasonData !== undefined && !isJson(reasonData)) {
        throw new AwsError("InvalidFormatFault", "StateReasonData must be valid JSON.", {
          queryCode: "InvalidFormat",
        });
      }
      if (alarms.find(name) === undefined) throw resourceNotFound(`There is no alarm ${name}.`);
      alarms.setState(name, { state, reason, ...(reasonData !== undefined && { reasonData }) });
      return {};
    },
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
