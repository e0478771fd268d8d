import type { Clock } from "../clock.ts";
import type { PlanDelivery } from "../faults/plan-delivery.ts";
import type { State } from "../state.ts";
import type { Arrivals } from "./arrivals.ts";
import type { InFlightRoom } from "./in-flight-room.ts";
import type { MessageStore } from "./message-store.ts";
import type { QueueDirectory } from "./queue-directory.ts";
import type { QueueRecords } from "./queue-records.ts";

/** What every part of SQS works with. */
export type SqsContext = {
  readonly accountId: string;
  readonly state: State;
  readonly clock: Clock;
  readonly queues: QueueDirectory;
  readonly messages: MessageStore;
  readonly records: QueueRecords;
  readonly room: InFlightRoom;
  readonly arrivals: Arrivals;
  readonly planDelivery: PlanDelivery;
};
