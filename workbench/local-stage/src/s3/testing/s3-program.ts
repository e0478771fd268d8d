import { createClock } from "../../common/clock.ts";
import { bucketOf } from "./bucket-of.ts";
import { serveS3 } from "./serve-s3.ts";

/** What the program sends to its parent: its URL, and on each message its peak memory. */
export type S3ProgramMessage =
  | { readonly url: string; readonly operator: { accessKeyId: string; secretAccessKey: string } }
  | { readonly peakBytes: number };

/** Runs S3 in a process, over the folder that is its argument. */
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
