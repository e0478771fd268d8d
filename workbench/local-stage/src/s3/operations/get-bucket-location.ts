import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

/**
 * us-east-1 is empty here.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export function getBucketLocation({ region }: S3Context): S3Operation {
  return {
    parameters: ["location"],
    permissions: (request) => [onBucket("s3:GetBucketLocation", request)],
    run: () => xmlAnswer("LocationConstraint", region === "us-east-1" ? "" : region),
  };
}
