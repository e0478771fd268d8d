import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import { keptSeconds } from "@stagecraft/contracts/kept-seconds";
import type { ChargeId } from "@stagecraft/contracts/payments/charge-id";

/** A workflow's wait for a charge. */
export type PaymentWait = {
  /** Ends the wait; null while the workflow has not asked for the charge. */
  readonly taskToken: string | null;
  /** The customer wants the order no more. */
  readonly cancelRequested: boolean;
  /** The event that ended the wait; null before. */
  readonly settledBy: string | null;
};

/**
 * The waits by their charge, in DynamoDB: its readers stand outside the network of Postgres. Each change is one
 * atomic update that tells what stands there after it, so of a wait and a cancellation that come at once, the later
 * sees the earlier. What it throws is a Fault `payment-waits.unreachable`, to retry.
 */
export type PaymentWaits = {
  /** Begins a wait, or begins it anew: the newest token is the one that counts. */
  begin(chargeId: ChargeId, taskToken: string, now: Date): Promise<PaymentWait>;
  /** Leaves word that the order is wanted no more. */
  requestCancellation(chargeId: ChargeId, now: Date): Promise<PaymentWait>;
  /** Notes the event that ended the wait. */
  settle(chargeId: ChargeId, settledBy: string): Promise<void>;
  find(chargeId: ChargeId): Promise<PaymentWait | null>;
};

/** In the table with the key `chargeId` and the time to live `expiresAt`. */
export function paymentWaits(client: DynamoDBClient, tableName: string): PaymentWaits {
  async function update(
    chargeId: ChargeId,
    expression: string,
    values: Record<string, AttributeValue>,
  ): Promise<PaymentWait> {
    const { Attributes } = await reach(
      client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { chargeId: { S: chargeId } },
          UpdateExpression: expression,
          ExpressionAttributeValues: values,
          ReturnValues: "ALL_NEW",
        }),
      ),
    );
    return readWait(Attributes ?? {});
  }

  const expiry = (now: Date) => ({
    N: String(Math.ceil(now.getTime() / 1000) + keptSeconds.paymentWait),
  });

  return {
    begin: (chargeId, taskToken, now) =>
      update(chargeId, "SET taskToken = :token, expiresAt = :expiry REMOVE settledBy", {
        ":token": { S: taskToken },
        ":expiry": expiry(now),
      }),
    requestCancellation: (chargeId, now) =>
      update(chargeId, "SET cancelRequested = :yes, expiresAt = :expiry", {
        ":yes": { BOOL: true },
        ":expiry": expiry(now),
      }),
    async settle(chargeId, settledBy) {
      await update(chargeId, "SET settledBy = :event", { ":event": { S: settledBy } });
    },
    async find(chargeId) {
      const { Item } = await reach(
        client.send(
          new GetItemCommand({
            TableName: tableName,
            Key: { chargeId: { S: chargeId } },
            ConsistentRead: true,
          }),
        ),
      );
      return Item ? readWait(Item) : null;
    },
  };
}

function readWait({
  taskToken,
  cancelRequested,
  settledBy,
}: Record<string, AttributeValue>): PaymentWait {
  return {
    taskToken: taskToken?.S ?? null,
    cancelRequested: cancelRequested?.BOOL ?? false,
    settledBy: settledBy?.S ?? null,
  };
}

async function reach<Output>(sending: Promise<Output>): Promise<Output> {
  try {
    return await sending;
  } catch (cause) {
    throw new Fault("payment-waits.unreachable", { retry: true, cause });
  }
}
