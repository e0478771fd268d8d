import { bucketsOf } from "@stagecraft/plan/buckets";
import type { Plan } from "@stagecraft/plan/plan";

/** Returns the name of the bucket whose files the program imports. */
export function importBucketOf(plan: Plan): string {
  const bucket = bucketsOf(plan).find(({ notifications }) => notifications.length > 0);
  if (!bucket) throw new Error("The program has no bucket with notifications for imports");
  return bucket.name;
}
