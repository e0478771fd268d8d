/**
 * Operations whose IAM actions have other names. S3's:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html, DynamoDB's:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const others: { readonly [operation: string]: readonly string[] } = {
  Invoke: ["InvokeFunction"],
  GetObject: ["GetObject", "GetObjectVersion"],
  HeadObject: ["GetObject", "GetObjectVersion"],
  ListObjects: ["ListBucket"],
  ListObjectsV2: ["ListBucket"],
  ListObjectVersions: ["ListBucketVersions"],
  CreateMultipartUpload: ["PutObject"],
  UploadPart: ["PutObject"],
  CompleteMultipartUpload: ["PutObject"],
  ListParts: ["ListMultipartUploadParts"],
  DeleteObjects: ["DeleteObject", "DeleteObjectVersion"],
  DeleteObject: ["DeleteObject", "DeleteObjectVersion"],
  CopyObject: ["GetObject", "PutObject"],
  TransactGetItems: ["GetItem"],
  TransactWriteItems: ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
  SendMessageBatch: ["SendMessage"],
  DeleteMessageBatch: ["DeleteMessage"],
  ChangeMessageVisibilityBatch: ["ChangeMessageVisibility"],
};

/** The IAM actions, without their service, that an operation requires. */
export function actionsOfOperation(operation: string): readonly string[] {
  return others[operation] ?? [operation];
}
