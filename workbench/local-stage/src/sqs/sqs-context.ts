import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { DecideDelivery } from "../faults/decide-delivery.ts";
import type { State } from "../stage/state.ts";
import type { Arrivals } from "./messages/arrivals.ts";
import type { InFlightLimit } from "./messages/in-flight-limit.ts";
import type { MessageStore } from "./messages/message-store.ts";
import type { QueueDirectory } from "./queue-directory.ts";
import type { QueueRecords } from "./queue-records.ts";

/** What the operations of SQS share. */
export type SqsContext = {
  readonly accountId: string;
  readonly state: State;
  readonly clock: Clock;
  readonly queues: QueueDirectory;
  readonly messages: MessageStore;
  readonly records: QueueRecords;
  readonly inFlightLimit: InFlightLimit;
  readonly arrivals: Arrivals;
  readonly decideDelivery: DecideDelivery;
  readonly metrics: MetricSink;
  readonly onDeadLetter: (queueArn: string) => void;
};
