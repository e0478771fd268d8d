import { readBootstrap } from "../aws/bootstrap.ts";
import { callAwsIfExists } from "../aws/call-aws.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** The bucket in SST's parameter exists, or neither exists yet. */
export async function bootstrap(account: Account): Promise<Outcome> {
  const { plan, client: settings } = account;
  const made = await readBootstrap(account);
  if (!made) {
    return ok(
      `SST was never used in ${plan.region}: the first deploy creates two buckets, a repository and a parameter`,
    );
  }
  const { S3Client, HeadBucketCommand } = await import("@aws-sdk/client-s3");
  const bucket = await callAwsIfExists(
    "s3:ListBucket",
    new S3Client(settings).send(new HeadBucketCommand({ Bucket: made.state })),
    ["NotFound", "NoSuchBucket"],
  );
  if (bucket) return ok(`SST stores its state in ${made.state}`);
  return missing(
    `the parameter /sst/bootstrap says that SST stores its state in ${made.state}, but there is no such bucket`,
    "# find the state before you deploy anything: https://sst.dev/docs/state/",
  );
}
