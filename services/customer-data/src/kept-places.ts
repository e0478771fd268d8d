import type { KeptPlace } from "@stagecraft/contracts/customer-data";
import type { ElsewhereLink } from "@stagecraft/contracts/links/elsewhere-link";
import type { Publication } from "@stagecraft/database/customer-data-repository";
import {
  ordersQueueDestination,
  ordersStreamDestination,
} from "@stagecraft/database/outbox-events";

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;
const dayMs = 24 * hourMs;

/**
 * Step Functions keeps an execution for 90 days after its end, and nobody can remove a single one earlier. An execution
 * ends within hours of the last change of its order, for which there is a day here.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const executionsMs = 91 * dayMs;

/** Where something of a customer stays when they are erased: those places alone in which something may be by now. */
export function keptPlaces(
  publications: readonly Publication[],
  { elsewhere, now }: { elsewhere: ElsewhereLink; now: Date },
): readonly KeptPlace[] {
  if (publications.length === 0) return [];
  const nowMs = now.getTime();
  const lastWrittenMs = Math.max(...publications.map((each) => each.lastWrittenAt.getTime()));
  const dated = [
    {
      place: "the stream of order changes",
      what: "events with the customer's id",
      untilMs: lastSentMs(ordersStreamDestination) + elsewhere.streamHours * hourMs,
      why: "Kinesis has no way to remove a record",
    },
    {
      place: "queues",
      what: "events with the customer's id that are on their way; what fails becomes a dead letter: erase again then",
      untilMs: lastSentMs(ordersQueueDestination) + elsewhere.longestMessageSeconds * secondMs,
      why: "a message that is being delivered belongs to its consumer, which takes moments",
    },
    {
      place: "executions of the order workflow",
      what: "the orders' ids and amounts, which lead to nobody then",
      untilMs: lastWrittenMs + executionsMs,
      why: "Step Functions keeps the history of each for 90 days",
    },
    {
      place: "logs",
      what: "the orders' ids, which lead to nobody then; the API's access log has callers' addresses, without saying whose",
      untilMs: nowMs + elsewhere.logDays * dayMs,
      why: "CloudWatch has no way to remove a line",
    },
    {
      place: "backups of the database",
      what: "everything as it was before",
      untilMs: nowMs + elsewhere.backupDays * dayMs,
      why: "a backup cannot be changed; after a restore, erase again",
    },
  ];
  const passing = dated
    .filter(({ untilMs }) => untilMs > nowMs)
    .map(({ untilMs, ...place }) => ({ ...place, until: new Date(untilMs).toISOString() }));
  return [...passing, ...lasting.map((place) => ({ ...place, until: null }))];

  /** At the latest: what is still due may be sent, and not noted yet, at this moment. */
  function lastSentMs(destination: string): number {
    const found = publications.find((each) => each.destination === destination);
    if (!found) return 0;
    return found.due > 0 ? nowMs : (found.lastPublishedAt?.getTime() ?? 0);
  }
}

const lasting = [
  {
    place: "the books",
    what: "orders, lines, returns and amounts under a pseudonym that leads to nobody",
    why: "tax law has them kept",
  },
  {
    place: "the payments provider",
    what: "charges and refunds by the orders' ids, and what the customer gave it to pay with",
    why: "it answers for its own records; the customer's id was never sent there",
  },
  {
    place: "the issuer of tokens",
    what: "the customer's account",
    why: "it is another system's: close the account there first, or the customer can order again",
  },
  {
    place: "what operators have copied",
    what: "exports, and dead letters that were discarded or shown",
    why: "nothing here knows of them",
  },
];
