import { quotas } from "@stagecraft/plan/quotas";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readInteger, readString } from "../../endpoint/read-fields.ts";
import { compositeAlarmFields, metricAlarmFields } from "../alarms/alarm-fields.ts";
import { type AlarmType, alarmTypes } from "../alarms/alarm-record.ts";
import { alarmStates } from "../alarms/alarm-state.ts";
import type { KnownAlarm } from "../alarms/create-alarms.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { invalidParameterValue, validationError } from "../cloudwatch-error.ts";
import { oneOf, readList, readOneOf, readPageStart } from "../read-request.ts";
import { alarmOperation } from "./alarm-operation.ts";

const { alarmNames, alarmsPerPage } = quotas.cloudwatch;
const defaultRecords = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function describeAlarms({ alarms, account }: CloudwatchContext): Operation {
  return alarmOperation("DescribeAlarms", account, namesIn, (fields) => {
    const from = readPageStart(fields);
    const end = from + readMaxRecords(fields);
    const parentsOf = readString(fields, "ParentsOfAlarmName");
    const childrenOf = readString(fields, "ChildrenOfAlarmName");
    const found = alarms.all().filter(filterOf(fields));
    const page = found.slice(from, end);
    const shown = (type: AlarmType) =>
      page.filter((alarm) => alarm.type === type).map((alarm) => fieldsOf(alarm));
    return {
      MetricAlarms: shown("MetricAlarm"),
      CompositeAlarms: shown("CompositeAlarm"),
      ...(end < found.length && { NextToken: String(end) }),
    };

    function fieldsOf(alarm: KnownAlarm): object {
      const { definition, record } = alarm;
      const named = { AlarmName: definition.name, AlarmArn: definition.arn };
      if (parentsOf !== undefined) return named;
      if (childrenOf !== undefined) {
        const { state, updatedMs } = record;
        return { ...named, StateValue: state, StateUpdatedTimestamp: updatedMs / 1_000 };
      }
      return alarm.type === "MetricAlarm"
        ? metricAlarmFields(alarm.definition, record)
        : compositeAlarmFields(alarm.definition, record);
    }
  });

  function filterOf(fields: Fields): (alarm: KnownAlarm) => boolean {
    const childrenOf = readString(fields, "ChildrenOfAlarmName");
    const parentsOf = readString(fields, "ParentsOfAlarmName");
    if (childrenOf !== undefined) {
      const children = alarms.childrenOf(childrenOf);
      return ({ definition }) => children.includes(definition.name);
    }
    if (parentsOf !== undefined) {
      return ({ definition }) => alarms.childrenOf(definition.name).includes(parentsOf);
    }
    const names = namesIn(fields);
    const prefix = readString(fields, "AlarmNamePrefix");
    if (names.length > 0 && prefix !== undefined) {
      throw validationError("AlarmNames and AlarmNamePrefix must not both be specified.");
    }
    const types = readTypes(fields);
    const state = readOneOf(fields, "StateValue", alarmStates);
    const actionPrefix = readString(fields, "ActionPrefix") ?? "";
    return ({ type, definition, record }) =>
      types.includes(type) &&
      (names.length === 0 || names.includes(definition.name)) &&
      definition.name.startsWith(prefix ?? "") &&
      (state ?? record.state) === record.state &&
      (actionPrefix === "" ||
        [
          ...definition.alarmActions,
          ...definition.okActions,
          ...definition.insufficientDataActions,
        ].some((action) => action.startsWith(actionPrefix)));
  }
}

function namesIn(fields: Fields): readonly string[] {
  const names = readList(fields, "AlarmNames").map(String);
  if (names.length <= alarmNames.value) return names;
  throw validationError(`AlarmNames must not have more than ${alarmNames.value} items.`);
}

/** Metric alarms alone, when no types are given. */
export function readTypes(fields: Fields): readonly AlarmType[] {
  const given = readList(fields, "AlarmTypes");
  if (given.length === 0) return ["MetricAlarm"];
  return given.map((each) => oneOf(alarmTypes, each, "AlarmTypes"));
}

/** How many items a page has. */
export function readMaxRecords(fields: Fields, otherwise = defaultRecords): number {
  const records = readInteger(fields, "MaxRecords") ?? otherwise;
  if (records >= 1 && records <= alarmsPerPage.value) return records;
  throw invalidParameterValue(
    `The value ${records} for parameter MaxRecords must be between 1 and ${alarmsPerPage.value}.`,
  );
}
