import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import type { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";

/** A payment wait without its task token. */
export type FoundWait = {
  readonly chargeId: string;
  readonly cancelRequested: boolean;
  readonly settledBy: string | null;
  readonly expiresAt: string;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const keysAtOnce = 100;

/** The payment waits of these orders that have not expired. */
export async function findPaymentWaits(
  dynamodb: DynamoDBClient,
  table: string,
  orderIds: readonly OrderId[],
): Promise<readonly FoundWait[]> {
  const waits: FoundWait[] = [];
  let keys = orderIds.map((id) => ({ chargeId: { S: chargeIdOf(id) } as AttributeValue }));
  while (keys.length > 0) {
    const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys.slice(0, keysAtOnce) } } }),
    );
    waits.push(...(Responses[table] ?? []).map(readWait));
    const again = (UnprocessedKeys[table]?.Keys ?? []) as typeof keys;
    keys = [...again, ...keys.slice(keysAtOnce)];
  }
  return waits;
}

function readWait(item: Record<string, AttributeValue>): FoundWait {
  return {
    chargeId: item.chargeId?.S ?? "",
    cancelRequested: item.cancelRequested?.BOOL ?? false,
    settledBy: item.settledBy?.S ?? null,
    expiresAt: new Date(Number(item.expiresAt?.N ?? 0) * 1_000).toISOString(),
  };
}
