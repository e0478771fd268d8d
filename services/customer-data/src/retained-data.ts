import type { RetainedData } from "@stagecraft/contracts/customer-data";
import { keptSeconds } from "@stagecraft/contracts/kept-seconds";
import type { DataLocationsLink } from "@stagecraft/contracts/links/data-locations-link";
import { seconds } from "@stagecraft/contracts/seconds";
import type { Publication } from "@stagecraft/database/customer-data-repository";
import {
  ordersQueueDestination,
  ordersStreamDestination,
} from "@stagecraft/database/outbox/outbox-events";

const hourMs = seconds.hour * 1_000;
const dayMs = seconds.day * 1_000;

/**
 * Step Functions retains an execution for 90 days after its end, and a single execution cannot be deleted earlier. An execution ends
 * within hours of the last change of its order; one day is added for that.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const executionsMs = (keptSeconds.executionName + seconds.day) * 1_000;

/** The locations in which data of an erased customer remains, without those whose retention has ended. */
export function retainedData(
  publications: readonly Publication[],
  { dataLocations, now }: { dataLocations: DataLocationsLink; now: Date },
): readonly RetainedData[] {
  if (publications.length === 0) return [];
  const nowMs = now.getTime();
  const lastWrittenMs = Math.max(...publications.map((each) => each.lastWrittenAt.getTime()));
  const dated = [
    {
      location: "the stream of order changes",
      what: "events with the customer's id",
      untilMs: lastSentMs(ordersStreamDestination) + dataLocations.streamRetentionHours * hourMs,
      why: "Kinesis cannot delete a single record",
    },
    {
      location: "queues",
      what: "undelivered events with the customer's id; one that fails becomes a dead-letter message: erase again then",
      untilMs: lastSentMs(ordersQueueDestination) + dataLocations.messageRetentionSeconds * 1_000,
      why: "a message that is being delivered can only be deleted by its consumer",
    },
    {
      location: "executions of the order workflow",
      what: "order ids and amounts, which no longer lead to the customer",
      untilMs: lastWrittenMs + executionsMs,
      why: "Step Functions retains each history for 90 days",
    },
    {
      location: "logs",
      what: "order ids, which no longer lead to the customer; the API's access log has IP addresses without customers",
      untilMs: nowMs + dataLocations.logRetentionDays * dayMs,
      why: "CloudWatch cannot delete a single line",
    },
    {
      location: "backups of the database",
      what: "the data from before the erasure",
      untilMs: nowMs + dataLocations.backupRetentionDays * dayMs,
      why: "a backup cannot be changed; after a restore, erase again",
    },
  ];
  const temporary = dated
    .filter(({ untilMs }) => untilMs > nowMs)
    .map(({ untilMs, ...data }) => ({ ...data, until: new Date(untilMs).toISOString() }));
  return [...temporary, ...unlimited.map((data) => ({ ...data, until: null }))];

  /** The latest possible time: an event that is due may be sent at this moment, before the outbox records it. */
  function lastSentMs(destination: string): number {
    const found = publications.find((each) => each.destination === destination);
    if (!found) return 0;
    return found.due > 0 ? nowMs : (found.lastPublishedAt?.getTime() ?? 0);
  }
}

const unlimited = [
  {
    location: "accounting records",
    what: "orders, lines, returns and amounts under a pseudonym that does not lead to the customer",
    why: "tax law requires them",
  },
  {
    location: "the payments provider",
    what: "charges and refunds by order id, and the customer's payment data",
    why: "the provider is responsible for its own records; the customer's id was never sent to it",
  },
  {
    location: "the issuer of tokens",
    what: "the customer's account",
    why: "it is another system: close the account there first, or the customer can order again",
  },
  {
    location: "copies of operators",
    what: "exports, and dead-letter messages that were shown or discarded",
    why: "the system has no record of copies",
  },
];
