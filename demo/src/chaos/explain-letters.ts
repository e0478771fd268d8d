import type { OrderId } from "@stagecraft/contracts/ids";
import type { Letter, Letters } from "./letters.ts";
import { plantedReason } from "./plant-bug.ts";
import type { Strangers } from "./strangers.ts";

type Evidence = {
  readonly strangers: Strangers;
  /** Orders that the planted bug strikes, and the queue in which their messages have to end. */
  readonly struck: ReadonlySet<OrderId>;
  readonly struckPlace: string | undefined;
  /** Why consumers gave a message back, by its id, as their logs say. */
  readonly reasons: ReadonlyMap<string, string>;
};

/** Tells of each dead letter whether it is one that was to be: a stranger's message, or an order that the bug strikes. */
export function explainLetters(letters: readonly Letter[], evidence: Evidence): Letters {
  const { strangers, struck, struckPlace, reasons } = evidence;
  const orderIds = new Set<OrderId>();
  const found = new Set<string>();
  const unexplained: string[] = [];
  for (const letter of letters) {
    const key = strangerIn(letter, strangers);
    const orderId = orderIdIn(letter.body);
    const reason = conditionIn(letter.body) ?? reasons.get(letter.messageId);
    if (key !== undefined) {
      found.add(key);
      unexplained.push(...misfits(letter, { place: strangers.get(key), reason }));
    } else if (orderId && struck.has(orderId)) {
      orderIds.add(orderId);
      const planted = reason === plantedReason ? reason : undefined;
      unexplained.push(...misfits(letter, { place: struckPlace, reason: planted }));
    } else {
      const why = reason ?? "no log says why";
      unexplained.push(`${nameOf(letter)}: ${why}: ${letter.body.slice(0, 300)}`);
    }
  }
  const missing = [...strangers.keys()]
    .filter((stranger) => !found.has(stranger))
    .map((stranger) => `no dead letter is about ${stranger}`);
  return { orderIds, unexplained, missing };
}

/** What a stranger's message is known by, when the letter is one. */
export function strangerIn(
  { body }: Pick<Letter, "body">,
  strangers: Strangers,
): string | undefined {
  const batch = failureIn(body)?.KinesisBatchInfo;
  const key = batch?.batchSize === 1 ? batch.startSequenceNumber : body;
  return strangers.has(key) ? key : undefined;
}

/** What is wrong with a letter that was to be. */
function* misfits(
  letter: Letter,
  due: { readonly place: string | undefined; readonly reason: string | undefined },
) {
  if (letter.place !== due.place) yield `${nameOf(letter)}: it belongs to ${due.place}`;
  if (due.reason === undefined) yield `${nameOf(letter)}: no log says why`;
}

const nameOf = ({ place, messageId }: Letter) => `${place} ${messageId}`;

function orderIdIn(body: string): OrderId | undefined {
  return parsed<{ data?: { orderId?: OrderId } }>(body)?.data?.orderId;
}

function conditionIn(body: string): string | undefined {
  return failureIn(body)?.requestContext?.condition;
}

/** Lambda's failure record of a stream: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
function failureIn(body: string) {
  return parsed<{
    requestContext?: { condition?: string };
    KinesisBatchInfo?: { startSequenceNumber: string; batchSize: number };
  }>(body);
}

function parsed<Value>(text: string): Value | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
