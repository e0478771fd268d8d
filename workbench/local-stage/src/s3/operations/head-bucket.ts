import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket({ region }: S3Context): S3Operation {
  return {
    parameters: [],
    permissions: (request) => [onBucket("s3:ListBucket", request)],
    run: () => ({
      status: 200,
      headers: { "x-amz-bucket-region": region, "x-amz-access-point-alias": "false" },
    }),
  };
}
