import { askIfThere } from "../aws/ask.ts";
import { readBootstrap } from "../aws/bootstrap.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** SST's own bucket is where its parameter says, or there is neither yet. */
export async function bootstrap(account: Account): Promise<Outcome> {
  const { plan, client: settings } = account;
  const made = await readBootstrap(account);
  if (!made) {
    return ok(
      `SST was never used in ${plan.region}: the first deploy makes two buckets, a repository and a parameter`,
    );
  }
  const { S3Client, HeadBucketCommand } = await import("@aws-sdk/client-s3");
  const bucket = await askIfThere(
    "s3:ListBucket",
    new S3Client(settings).send(new HeadBucketCommand({ Bucket: made.state })),
    ["NotFound", "NoSuchBucket"],
  );
  if (bucket) return ok(`SST keeps its state in ${made.state}`);
  return missing(
    `the parameter /sst/bootstrap says that SST keeps its state in ${made.state}, and there is no such bucket`,
    "# find out where it went before anything is deployed: https://sst.dev/docs/state/",
  );
}
