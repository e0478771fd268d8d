import { createHash } from "node:crypto";
import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { importBucketOf } from "./import-bucket.ts";
import { operatorClient } from "./operator-client.ts";

/**
 * Uploads a catalogue file to the import bucket, as the operator. The object's name is a hash of the content, so the same file
 * is not uploaded twice.
 */
export async function putCatalogue(stage: Stage, plan: Plan, csv: string): Promise<void> {
  const send = operatorClient(stage, plan, "s3");
  const name = createHash("sha256").update(csv).digest("hex").slice(0, 12);
  const path = `/${importBucketOf(plan)}/imports/catalogue-${name}.csv`;
  const existing = await send(path, { method: "HEAD" });
  if (existing.ok) return;
  const headers = { "content-type": "text/csv" };
  const response = await send(path, { method: "PUT", body: csv, headers });
  if (!response.ok) {
    throw new Error(`The catalogue upload failed: ${response.status} ${await response.text()}`);
  }
}
