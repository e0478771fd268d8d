import type { Plan } from "@stagecraft/plan/plan";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";

/** Returns the name of the bucket whose files the program imports. */
export function importBucketOf(plan: Plan): string {
  const bucket = bucketsOf(plan).find(({ notifications }) => notifications.length > 0);
  if (!bucket) throw new Error("The program has no bucket with notifications for imports");
  return bucket.name;
}
