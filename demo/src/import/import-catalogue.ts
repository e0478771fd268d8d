import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { ProgressOutput } from "@stagecraft/cli/progress";
import { ImportSummary } from "@stagecraft/contracts/catalogue-file";
import { importBucketOf } from "@stagecraft/operations/local-system/import-bucket";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import type { Plan } from "@stagecraft/plan/plan";
import { byteProgress, megabyte } from "./byte-progress.ts";
import { type GeneratedCatalogue, generateCatalogue } from "./generate-catalogue.ts";
import { type Invocations, invocationsOf } from "./invocations-of.ts";
import { readStoredCatalogue, type StoredCatalogue } from "./stored-catalogue.ts";
import { upload } from "./upload.ts";
import { waitUntilImported } from "./wait-until-imported.ts";

/** The result of an import, and the expected result. */
export type ImportRun = {
  readonly generated: GeneratedCatalogue;
  readonly uploadMs: number;
  /** From the end of the upload to the end of the import. */
  readonly importMs: number;
  readonly summary: ImportSummary;
  readonly stored: StoredCatalogue;
  /** Of the function that the bucket invokes, and of the one that continues. */
  readonly invocations: readonly [first: Invocations, continued: Invocations];
  /** Peak memory of this process, including the stage. */
  readonly stagePeakMb: number;
  /** Problems that the stage reported. */
  readonly notices: readonly string[];
};

type Options = {
  readonly root: string;
  readonly megabytes: number;
  readonly output: ProgressOutput;
  /** Ends the run. */
  readonly signal: AbortSignal;
};

/** Uploads a generated catalogue to the bucket of a new stage, and waits until it is imported. */
export function importCatalogue(plan: Plan, options: Options): Promise<ImportRun> {
  return withTemporaryState("import", async (stateDirectory) => {
    const system = await startSystem(plan, { root: options.root, stateDirectory });
    const run = await uploadAndWait(system, plan, options).finally(system.close);
    return {
      ...run,
      invocations: [
        invocationsOf(stateDirectory, "CatalogImport"),
        invocationsOf(stateDirectory, "CatalogContinue"),
      ],
      stagePeakMb: Math.ceil(process.resourceUsage().maxRSS / 1024),
      notices: system.stage
        .notices()
        .filter(({ kind }) => kind !== "waiting" && kind !== "lost")
        .map(({ message }) => message),
    };
  });
}

async function uploadAndWait({ stage }: System, plan: Plan, options: Options) {
  const { megabytes, output, signal } = options;
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const client = new S3Client({
    endpoint: stage.url,
    forcePathStyle: true,
    region: plan.region,
    credentials: { accessKeyId, secretAccessKey },
  });
  const sql = operatorPool(stage, 1);
  const bucket = importBucketOf(plan);
  try {
    const { content, generated } = generateCatalogue(megabytes * megabyte);
    const startMs = performance.now();
    await upload(client, { bucket, key: "imports/generated.csv" }, content, {
      progress: byteProgress("uploaded", megabytes, output),
      signal,
    });
    const uploadedMs = performance.now();
    await waitUntilImported(stage, sql, {
      progress: byteProgress("imported", megabytes, output),
      signal,
    });
    const importMs = performance.now() - uploadedMs;
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: "summaries/generated.json" }),
    );
    return {
      generated,
      uploadMs: uploadedMs - startMs,
      importMs,
      summary: ImportSummary.parse(JSON.parse((await Body?.transformToString()) ?? "")),
      stored: await readStoredCatalogue(sql),
    };
  } finally {
    client.destroy();
    await sql.end();
  }
}
