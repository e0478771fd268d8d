import type { Enqueue } from "../async-invoke/enqueue.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { Authority } from "../iam/authority.ts";
import type { Meter } from "../metering/meter.ts";
import type { SendToQueue } from "../sqs/send-to-queue.ts";
import type { Reports } from "../stage/report.ts";

/** What schedules need of the stage. */
export type ScheduleContext = {
  readonly clock: Clock;
  readonly authority: Authority;
  readonly reports: Reports;
  readonly metrics: MetricSink;
  readonly meter: Meter;
  readonly enqueue: Enqueue;
  readonly sendToQueue: SendToQueue;
  /** Whether a planned fault throttles a schedule (its name in the program) that is due. */
  throttlesSchedule(schedule: string): boolean;
};
