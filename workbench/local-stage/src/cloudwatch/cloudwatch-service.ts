import { gunzipSync } from "node:zlib";
import { quotas } from "@stagecraft/plan/quotas";
import { AwsError } from "../common/aws-error.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import type { CloudwatchContext } from "./cloudwatch-context.ts";
import { getDashboard, listDashboards } from "./operations/dashboards.ts";
import { describeAlarmHistory } from "./operations/describe-alarm-history.ts";
import { describeAlarms } from "./operations/describe-alarms.ts";
import { describeAlarmsForMetric } from "./operations/describe-alarms-for-metric.ts";
import { disableAlarmActions, enableAlarmActions } from "./operations/enable-alarm-actions.ts";
import { getMetricData } from "./operations/get-metric-data.ts";
import { getMetricStatistics } from "./operations/get-metric-statistics.ts";
import { listMetrics } from "./operations/list-metrics.ts";
import { putMetricData } from "./operations/put-metric-data.ts";
import { setAlarmState } from "./operations/set-alarm-state.ts";

const requestBytes = quotas.cloudwatch.requestBytes.value;

/** The most that a body may be without its compression. Ours: AWS has no figure for it. */
const uncompressedBytes = 16 * requestBytes;

/**
 * CloudWatch's metrics, alarms and dashboards, as far as they are implemented, in AWS's JSON protocol. The SDK compresses a long PutMetricData.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function cloudwatchService(context: CloudwatchContext): AwsService {
  const service = jsonService("CloudWatch", "monitoring", {
    DescribeAlarmHistory: describeAlarmHistory(context),
    DescribeAlarms: describeAlarms(context),
    DescribeAlarmsForMetric: describeAlarmsForMetric(context),
    DisableAlarmActions: disableAlarmActions(context),
    EnableAlarmActions: enableAlarmActions(context),
    GetDashboard: getDashboard(context),
    GetMetricData: getMetricData(context),
    GetMetricStatistics: getMetricStatistics(context),
    ListDashboards: listDashboards(context),
    ListMetrics: listMetrics(context),
    PutMetricData: putMetricData(context),
    SetAlarmState: setAlarmState(context),
  });
  return {
    ...service,
    read(request) {
      if (request.body.length > requestBytes) {
        throw new AwsError(
          "RequestEntityTooLarge",
          `The request has ${request.body.length} bytes, more than ${requestBytes}.`,
          { status: 413 },
        );
      }
      const isCompressed = request.headers["content-encoding"] === "gzip";
      return service.read(isCompressed ? { ...request, body: unzip(request.body) } : request);
    },
  };
}

function unzip(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: uncompressedBytes });
  } catch {
    throw new AwsError(
      "SerializationException",
      `The request's body is not valid gzip, or is more than ${uncompressedBytes} bytes without it.`,
    );
  }
}
