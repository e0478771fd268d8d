import type { OrderId } from "@stagecraft/contracts/ids";
import type { Letter, Letters } from "./letters.ts";
import type { Strangers } from "./strangers.ts";

type Evidence = {
  readonly strangers: Strangers;
  /** Orders that the planted bug strikes. */
  readonly struck: ReadonlySet<OrderId>;
  /** Why consumers gave a message back, by its id, as their logs say. */
  readonly reasons: ReadonlyMap<string, string>;
};

/** Tells of each dead letter whether it is one that was to be: a stranger's message, or an order that the bug strikes. */
export function explainLetters(letters: readonly Letter[], evidence: Evidence): Letters {
  const { strangers, struck, reasons } = evidence;
  const orderIds = new Set<OrderId>();
  const found = new Set<string>();
  const unexplained: string[] = [];
  for (const letter of letters) {
    const orderId = orderIdIn(letter.body);
    const records = recordsIn(letter.body);
    if (records && strangers.sequenceNumbers.has(records.first) && records.count === 1) {
      found.add(records.first);
    } else if (strangers.bodies.has(letter.body)) {
      found.add(letter.body);
      if (!reasons.has(letter.messageId)) unexplained.push(`${nameOf(letter)}: no log says why`);
    } else if (orderId && struck.has(orderId)) {
      orderIds.add(orderId);
      if (!reasons.has(letter.messageId)) unexplained.push(`${nameOf(letter)}: no log says why`);
    } else {
      const reason = reasons.get(letter.messageId) ?? "no log says why";
      unexplained.push(`${nameOf(letter)}: ${reason}: ${letter.body.slice(0, 300)}`);
    }
  }
  const missing = [...strangers.bodies, ...strangers.sequenceNumbers]
    .filter((stranger) => !found.has(stranger))
    .map((stranger) => `no dead letter is about ${stranger}`);
  return { orderIds, unexplained, missing };
}

const nameOf = ({ place, messageId }: Letter) => `${place} ${messageId}`;

function orderIdIn(body: string): OrderId | undefined {
  return parsed<{ data?: { orderId?: OrderId } }>(body)?.data?.orderId;
}

/** Lambda's failure record of a stream: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
function recordsIn(body: string) {
  const batch = parsed<{
    KinesisBatchInfo?: { startSequenceNumber: string; batchSize: number };
  }>(body)?.KinesisBatchInfo;
  return batch && { first: batch.startSequenceNumber, count: batch.batchSize };
}

function parsed<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
