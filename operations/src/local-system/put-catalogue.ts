import { createHash } from "node:crypto";
import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { importBucketOf } from "./import-bucket.ts";
import { operatorClient } from "./operator-client.ts";

/**
 * Puts a catalogue file where the program imports such files from, as the operator. A file that is there already, under the name of its
 * content, is left alone.
 */
export async function putCatalogue(stage: Stage, plan: Plan, csv: string): Promise<void> {
  const send = operatorClient(stage, plan, "s3");
  const name = createHash("sha256").update(csv).digest("hex").slice(0, 12);
  const path = `/${importBucketOf(plan)}/imports/catalogue-${name}.csv`;
  const known = await send(path, { method: "HEAD" });
  if (known.ok) return;
  const headers = { "content-type": "text/csv" };
  const answer = await send(path, { method: "PUT", body: csv, headers });
  if (!answer.ok)
    throw new Error(`The catalogue was not taken: ${answer.status} ${await answer.text()}`);
}
