import { createHash } from "node:crypto";
import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { AwsClient } from "aws4fetch";
import { importBucketOf } from "./import-bucket.ts";

/**
 * Puts a catalogue file where the program imports such files from, as the operator. A file that is there already, under the name of its
 * content, is left alone.
 */
export async function putCatalogue(stage: Stage, plan: Plan, csv: string): Promise<void> {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    service: "s3",
    region: plan.region,
  });
  const name = createHash("sha256").update(csv).digest("hex").slice(0, 12);
  const url = `${stage.url}/${importBucketOf(plan)}/imports/catalogue-${name}.csv`;
  const signedAt = () => new Date(stage.nowMs()).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const send = (init: RequestInit) => client.fetch(url, { ...init, aws: { datetime: signedAt() } });
  const known = await send({ method: "HEAD" });
  if (known.ok) return;
  const answer = await send({ method: "PUT", body: csv, headers: { "content-type": "text/csv" } });
  if (!answer.ok)
    throw new Error(`The catalogue was not taken: ${answer.status} ${await answer.text()}`);
}
