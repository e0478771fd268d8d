import { type CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";

/** An alarm in the state ALARM. */
export type FiringAlarm = { readonly name: string; readonly reason: string };

/** The alarms of a stage that are in ALARM; undefined where the stage does not serve alarms. */
export type FiringAlarms = readonly FiringAlarm[] | undefined;

/**
 * Reads metric and composite alarms whose names begin with the stage's prefix.
 * @throws errors of CloudWatch's API
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function readFiringAlarms(
  client: CloudWatchClient,
  namePrefix: string,
): Promise<FiringAlarms> {
  const pages = paginateDescribeAlarms(
    { client },
    {
      AlarmNamePrefix: namePrefix,
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      StateValue: "ALARM",
    },
  );
  const found: FiringAlarm[] = [];
  try {
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
      for (const { AlarmName = "", StateReason = "" } of [...MetricAlarms, ...CompositeAlarms]) {
        found.push({ name: AlarmName, reason: StateReason });
      }
    }
  } catch (error) {
    // Only a local stage answers so.
    if ((error as Error).name === "NotImplemented") return undefined;
    throw error;
  }
  return found;
}
