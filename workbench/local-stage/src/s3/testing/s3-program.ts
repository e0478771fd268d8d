import { createClock } from "../../shared/clock.ts";
import { bucketOf } from "./bucket-of.ts";
import { serveS3 } from "./serve-s3.ts";

/** What the program tells its parent: where it serves, and on each message the most memory it ever had. */
export type S3ProgramMessage =
  | { readonly url: string; readonly operator: { accessKeyId: string; secretAccessKey: string } }
  | { readonly peakBytes: number };

/** S3 in a process of its own, over the folder that is its argument. */
const [, , directory = ""] = process.argv;
const { url, operator } = await serveS3({
  directory,
  buckets: [bucketOf("goods")],
  clock: createClock(),
});
const { accessKeyId, secretAccessKey } = operator;
process.send?.({ url, operator: { accessKeyId, secretAccessKey } } satisfies S3ProgramMessage);
process.on("message", () => {
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  process.send?.({ peakBytes } satisfies S3ProgramMessage);
});
process.on("disconnect", () => process.exit());
