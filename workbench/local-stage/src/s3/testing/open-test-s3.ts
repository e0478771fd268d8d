import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { Json } from "@stagecraft/plan/plan";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import { onTestFinished } from "vitest";
import type { Enqueue } from "../../async-invoke/enqueue.ts";
import { createClock } from "../../common/clock.ts";
import { bucketOf } from "./bucket-of.ts";
import { serveS3, testRegion } from "./serve-s3.ts";

/** S3 over a state of its own in a temporary folder, with a client of the SDK; both are removed when the test ends. */
export async function openTestS3(
  options: {
    readonly buckets?: readonly BucketDefinition[];
    readonly statements?: readonly Json[];
    readonly invokeAsync?: Enqueue;
  } = {},
) {
  const directory = mkdtempSync(join(tmpdir(), "s3-"));
  const clock = createClock();
  const buckets = options.buckets ?? [bucketOf("goods")];
  const open = () => serveS3({ ...options, directory, buckets, clock });
  let served = await open();
  const clients: S3Client[] = [];
  const clientOf = (who: "operator" | "role", config: S3ClientConfig = {}) => {
    const { accessKeyId, secretAccessKey, sessionToken } = served[who];
    const client = new S3Client({
      endpoint: served.url,
      region: testRegion,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
      maxAttempts: 1,
      ...config,
    });
    clients.push(client);
    return client;
  };
  onTestFinished(async () => {
    for (const client of clients) client.destroy();
    await served.close();
    clock.stop();
    rmSync(directory, { recursive: true });
  });
  return {
    clock,
    clientOf,
    client: clientOf("operator"),
    served: () => served,
    /** The names of all object files, temporary ones included. */
    files: () =>
      ["incoming", "objects"].flatMap((kind) => readdirSync(join(directory, "s3", kind))),
    /** The same state in a new stage. */
    async restart() {
      await served.close();
      served = await open();
    },
  };
}
