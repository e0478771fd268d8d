import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
  IdempotencyRecordStatus,
} from "@aws-lambda-powertools/idempotency";
import {
  BasePersistenceLayer,
  IdempotencyRecord,
} from "@aws-lambda-powertools/idempotency/persistence";
import { AwsError } from "@stagecraft/aws/aws-error";
import type { DynamoDb, Item } from "@stagecraft/aws/dynamodb";

/** The key has no record, or one that has expired, or one of a call that is past its deadline. */
const isUnused = [
  "attribute_not_exists(#id)",
  "#expiry < :now",
  "(#status = :inprogress AND attribute_exists(#in_progress_expiry) AND #in_progress_expiry < :now_in_millis)",
].join(" OR ");

/**
 * Powertools' records in a DynamoDB table with the key `id`. The items and the conditions are those of Powertools' own
 * `DynamoDBPersistenceLayer`, whose SDK client is the largest part of a function. The stored results have texts only.
 */
export class IdempotencyRecords extends BasePersistenceLayer {
  readonly #client: DynamoDb;
  readonly #table: string;

  constructor(client: DynamoDb, tableName: string) {
    super();
    this.#client = client;
    this.#table = tableName;
  }

  protected async _putRecord(record: IdempotencyRecord): Promise<void> {
    const { idempotencyKey, expiryTimestamp, inProgressExpiryTimestamp } = record;
    const nowMs = Date.now();
    const refusal = await this.#client
      .call("PutItem", {
        TableName: this.#table,
        Item: {
          id: { S: idempotencyKey },
          expiration: { N: String(expiryTimestamp) },
          status: { S: record.getStatus() },
          ...(inProgressExpiryTimestamp !== undefined && {
            in_progress_expiration: { N: String(inProgressExpiryTimestamp) },
          }),
        },
        ExpressionAttributeNames: {
          "#id": "id",
          "#expiry": "expiration",
          "#in_progress_expiry": "in_progress_expiration",
          "#status": "status",
        },
        ExpressionAttributeValues: {
          ":now": { N: String(nowMs / 1000) },
          ":now_in_millis": { N: String(nowMs) },
          ":inprogress": { S: IdempotencyRecordStatus.INPROGRESS },
        },
        ConditionExpression: isUnused,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      })
      .then(() => null, refusalOf);
    if (!refusal) return;
    const message = `Failed to put record for already existing idempotency key: ${idempotencyKey}`;
    throw new IdempotencyItemAlreadyExistsError(message, refusal.Item && readRecord(refusal.Item));
  }

  protected async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const { Item } = await this.#client.call("GetItem", {
      TableName: this.#table,
      Key: { id: { S: idempotencyKey } },
      ConsistentRead: true,
    });
    if (!Item) throw new IdempotencyItemNotFoundError();
    return readRecord(Item);
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    const data = Object.entries((record.responseData ?? {}) as { [name: string]: string });
    await this.#client.call("UpdateItem", {
      TableName: this.#table,
      Key: { id: { S: record.idempotencyKey } },
      UpdateExpression: "SET #expiry = :expiry, #status = :status, #response_data = :response_data",
      ExpressionAttributeNames: {
        "#expiry": "expiration",
        "#status": "status",
        "#response_data": "data",
      },
      ExpressionAttributeValues: {
        ":expiry": { N: String(record.expiryTimestamp) },
        ":status": { S: record.getStatus() },
        ":response_data": { M: Object.fromEntries(data.map(([name, S]) => [name, { S }])) },
      },
    });
  }

  protected async _deleteRecord({ idempotencyKey }: IdempotencyRecord): Promise<void> {
    await this.#client.call("DeleteItem", {
      TableName: this.#table,
      Key: { id: { S: idempotencyKey } },
    });
  }
}

/** The condition's refusal; any other error is thrown again. */
function refusalOf(thrown: unknown): { readonly Item?: Item } {
  if (thrown instanceof AwsError && thrown.name === "ConditionalCheckFailedException") {
    return thrown.answer;
  }
  throw thrown;
}

function readRecord(item: Item): IdempotencyRecord {
  const data = Object.entries(item.data?.M ?? {});
  return new IdempotencyRecord({
    idempotencyKey: item.id?.S ?? "",
    status: item.status?.S as keyof typeof IdempotencyRecordStatus,
    ...(item.expiration?.N && { expiryTimestamp: Number(item.expiration.N) }),
    ...(item.in_progress_expiration?.N && {
      inProgressExpiryTimestamp: Number(item.in_progress_expiration.N),
    }),
    ...(item.data && {
      responseData: Object.fromEntries(data.map(([name, { S }]) => [name, S ?? ""])),
    }),
  });
}
