import type { Operation } from "../../common/operation.ts";
import { type Fields, readString } from "../../endpoint/read-fields.ts";
import { historyItemTypes } from "../alarms/alarm-record.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { readOneOf, readPageStart, readTimeMs } from "../read-request.ts";
import { alarmOperation } from "./alarm-operation.ts";
import { readMaxRecords, readTypes } from "./describe-alarms.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export function describeAlarmHistory({ alarms, account }: CloudwatchContext): Operation {
  const namesIn = (fields: Fields) => {
    const name = readString(fields, "AlarmName");
    return name === undefined ? [] : [name];
  };
  return alarmOperation("DescribeAlarmHistory", account, namesIn, (fields) => {
    const types = readTypes(fields);
    const from = readPageStart(fields);
    const end = from + readMaxRecords(fields, 100);
    const found = alarms
      .history({
        alarm: readString(fields, "AlarmName"),
        type: readOneOf(fields, "HistoryItemType", historyItemTypes),
        fromMs: readTimeMs(fields, "StartDate") ?? 0,
        toMs: readTimeMs(fields, "EndDate") ?? Number.MAX_SAFE_INTEGER,
      })
      .filter(({ alarmType }) => types.includes(alarmType));
    const isAscending = readString(fields, "ScanBy") === "TimestampAscending";
    const ordered = isAscending ? found : found.toReversed();
    return {
      AlarmHistoryItems: ordered.slice(from, end).map((item) => ({
        AlarmName: item.alarm,
        AlarmType: item.alarmType,
        Timestamp: item.atMs / 1_000,
        HistoryItemType: item.type,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
      ...(end < ordered.length && { NextToken: String(end) }),
    };
  });
}
