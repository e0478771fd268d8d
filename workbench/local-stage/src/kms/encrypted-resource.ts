import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { isObject, textOf } from "@stagecraft/plan/resources";

/** How one service encrypts what it stores, and which permissions on the key its caller needs. */
export type EncryptedResource = {
  /** As the Plan calls it: `aws:sqs/queue:Queue`. */
  readonly type: string;
  keyIdOf(resource: Resource): Json | undefined;
  /** The encryption context. */
  encryptionContext(resource: Resource, plan: Plan): { readonly [name: string]: string };
  /** The actions on the key, by the caller's action. */
  readonly actions: { readonly [action: string]: readonly string[] };
};

const decrypt = ["kms:Decrypt"];

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
const queues: EncryptedResource = {
  type: "aws:sqs/queue:Queue",
  keyIdOf: ({ inputs }) => inputs.kmsMasterKeyId,
  encryptionContext: (queue) => ({ "aws:sqs:arn": textOf(queue, "arn") }),
  actions: {
    "sqs:SendMessage": ["kms:GenerateDataKey", "kms:Decrypt"],
    "sqs:ReceiveMessage": decrypt,
  },
};

/** https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html */
const streams: EncryptedResource = {
  type: "aws:kinesis/stream:Stream",
  keyIdOf: ({ inputs }) => (inputs.encryptionType === "KMS" ? inputs.kmsKeyId : undefined),
  encryptionContext: (stream) => ({ "aws:kinesis:arn": textOf(stream, "arn") }),
  actions: {
    "kinesis:PutRecord": ["kms:GenerateDataKey"],
    "kinesis:PutRecords": ["kms:GenerateDataKey"],
    "kinesis:GetRecords": decrypt,
  },
};

/**
 * DynamoDB decrypts the table's key for every access:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const tables: EncryptedResource = {
  type: "aws:dynamodb/table:Table",
  keyIdOf({ inputs }) {
    const encryption = inputs.serverSideEncryption;
    return isObject(encryption) && encryption.enabled === true ? encryption.kmsKeyArn : undefined;
  },
  encryptionContext: (table, { accountId }) => ({
    "aws:dynamodb:tableName": textOf(table, "name"),
    "aws:dynamodb:subscriberId": accountId,
  }),
  actions: Object.fromEntries(
    [
      ...["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"],
      ...["BatchGetItem", "BatchWriteItem"],
    ].map((name) => [`dynamodb:${name}`, decrypt]),
  ),
};

/** Types for which the action decides. Operations on objects, secrets and parameters list the permissions themselves. */
export const encryptedResources: readonly EncryptedResource[] = [queues, streams, tables];
