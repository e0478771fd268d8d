import type { Plan } from "@stagecraft/plan/plan";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";

/** The name of the bucket that the program imports files from. */
export function importBucketOf(plan: Plan): string {
  const bucket = bucketsOf(plan).find(({ notifications }) => notifications.length > 0);
  if (!bucket) throw new Error("The program has no bucket that imports files");
  return bucket.name;
}
