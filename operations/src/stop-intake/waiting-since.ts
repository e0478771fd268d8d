import { GetMetricDataCommand, type Metric } from "@aws-sdk/client-cloudwatch";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { contracts } from "@stagecraft/contracts/contracts";
import type { Connection } from "../access/connection.ts";

/** CloudWatch has a value of each minute, some minutes late. */
const lookBackMs = 15 * 60_000;

type Waiting = {
  /** When the oldest data came that nobody has processed, in the stage's time; now, if there is none. */
  readonly oldestMs: number;
  /** How long data may wait from when it came: the source keeps no older data, or its consumer does not act on it. */
  readonly longestMs: number;
};

/**
 * Since when data waits in the queue or the stream of an event source mapping, and how long data may.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export async function waitingSince(
  connection: Pick<Connection, "sqs" | "kinesis" | "cloudwatch" | "nowMs">,
  sourceArn: string,
  functionArn: string,
): Promise<Waiting> {
  const nowMs = connection.nowMs();
  if (sourceArn.startsWith("arn:aws:sqs:")) {
    const queueName = sourceArn.split(":").at(-1) ?? "";
    const ageSeconds = await newestValue(connection, {
      Namespace: "AWS/SQS",
      MetricName: "ApproximateAgeOfOldestMessage",
      Dimensions: [{ Name: "QueueName", Value: queueName }],
    });
    const retentionMs = await queueRetentionMs(connection, queueName);
    const longestMs = Math.min(retentionMs, usefulForMs(queueName));
    return { oldestMs: nowMs - ageSeconds * 1_000, longestMs };
  }
  const ageMs = await newestValue(connection, {
    Namespace: "AWS/Lambda",
    MetricName: "IteratorAge",
    Dimensions: [{ Name: "FunctionName", Value: functionArn.split(":")[6] ?? "" }],
  });
  const { StreamDescriptionSummary } = await connection.kinesis.send(
    new DescribeStreamSummaryCommand({ StreamARN: sourceArn }),
  );
  const retentionHours = StreamDescriptionSummary?.RetentionPeriodHours ?? 24;
  return { oldestMs: nowMs - ageMs, longestMs: retentionHours * 3_600_000 };
}

/** How long the messages of a queue still do what they ask for, by its contract. */
function usefulForMs(queueName: string): number {
  const contract = contracts.find(
    ({ via }) => via.kind === "queue" && queueName.includes(`-${via.queue}Queue-`),
  );
  return (contract?.usefulForSeconds ?? Number.POSITIVE_INFINITY) * 1_000;
}

async function queueRetentionMs(
  { sqs }: Pick<Connection, "sqs">,
  QueueName: string,
): Promise<number> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["MessageRetentionPeriod"] }),
  );
  return Number(Attributes?.MessageRetentionPeriod) * 1_000;
}

/** The newest value of a metric; 0 without one. */
async function newestValue(
  { cloudwatch, nowMs }: Pick<Connection, "cloudwatch" | "nowMs">,
  metric: Metric,
): Promise<number> {
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(nowMs() - lookBackMs),
      EndTime: new Date(nowMs()),
      ScanBy: "TimestampDescending",
      MetricDataQueries: [
        { Id: "age", MetricStat: { Metric: metric, Period: 60, Stat: "Maximum" } },
      ],
    }),
  );
  return MetricDataResults[0]?.Values?.[0] ?? 0;
}
