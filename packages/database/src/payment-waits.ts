import type { DynamoDb, Item } from "@stagecraft/aws/dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import { keptSeconds } from "@stagecraft/contracts/kept-seconds";
import type { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";

/** A workflow's wait for a charge. */
export type PaymentWait = {
  /** The token that ends the wait; null before the workflow has requested the charge. */
  readonly taskToken: string | null;
  /** Whether the customer has requested the order's cancellation. */
  readonly cancelRequested: boolean;
  /** The id of the event that ended the wait; null while it waits. */
  readonly endedBy: string | null;
  /** The span that began the wait. */
  readonly traceparent?: string | undefined;
};

/**
 * Payment waits by charge. They are in DynamoDB, because some of their users run outside the network of Postgres. Each change is
 * one atomic update that returns the item after it: when a wait and a cancellation happen at the same time, the later update sees
 * the earlier. Throws Fault `payment-waits.unreachable`, to retry.
 */
export type PaymentWaits = {
  /** Begins a wait or begins it again: the newest token replaces an earlier one. */
  begin(chargeId: ChargeId, taskToken: string, now: Date): Promise<PaymentWait>;
  /** Records the request to cancel the order. */
  requestCancellation(chargeId: ChargeId, now: Date): Promise<PaymentWait>;
  /** Records the event that ended the wait. */
  end(chargeId: ChargeId, eventId: string): Promise<void>;
  find(chargeId: ChargeId): Promise<PaymentWait | null>;
};

/** Payment waits in a table with the key `chargeId` and the time to live `expiresAt`. */
export function paymentWaits(client: DynamoDb, tableName: string): PaymentWaits {
  async function update(
    chargeId: ChargeId,
    expression: string,
    values: Item,
  ): Promise<PaymentWait> {
    const { Attributes } = await reach(
      client.call("UpdateItem", {
        TableName: tableName,
        Key: { chargeId: { S: chargeId } },
        UpdateExpression: expression,
        ExpressionAttributeValues: values,
        ReturnValues: "ALL_NEW",
      }),
    );
    return readWait(Attributes ?? {});
  }

  const expiry = (now: Date) => ({
    N: String(Math.ceil(now.getTime() / 1000) + keptSeconds.paymentWait),
  });

  return {
    begin: (chargeId, taskToken, now) =>
      update(
        chargeId,
        "SET taskToken = :token, traceparent = :span, expiresAt = :expiry REMOVE settledBy",
        {
          ":token": { S: taskToken },
          ":span": { S: activeTraceparent() ?? "" },
          ":expiry": expiry(now),
        },
      ),
    requestCancellation: (chargeId, now) =>
      update(chargeId, "SET cancelRequested = :yes, expiresAt = :expiry", {
        ":yes": { BOOL: true },
        ":expiry": expiry(now),
      }),
    async end(chargeId, eventId) {
      await update(chargeId, "SET settledBy = :event", { ":event": { S: eventId } });
    },
    async find(chargeId) {
      const { Item } = await reach(
        client.call("GetItem", {
          TableName: tableName,
          Key: { chargeId: { S: chargeId } },
          ConsistentRead: true,
        }),
      );
      return Item ? readWait(Item) : null;
    },
  };
}

/** Stored items have the attribute `settledBy`. */
function readWait({ taskToken, cancelRequested, settledBy, traceparent }: Item): PaymentWait {
  return {
    taskToken: taskToken?.S ?? null,
    cancelRequested: cancelRequested?.BOOL ?? false,
    endedBy: settledBy?.S ?? null,
    traceparent: traceparent?.S,
  };
}

async function reach<Output>(sending: Promise<Output>): Promise<Output> {
  try {
    return await sending;
  } catch (cause) {
    throw new Fault("payment-waits.unreachable", { retry: true, cause });
  }
}
