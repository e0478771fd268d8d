import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { createLog } from "@stagecraft/observability/logger";
import { createMetrics } from "@stagecraft/observability/metrics";
import { bucketFiles } from "../bucket-files.ts";
import { config } from "../config.ts";
import { continuationQueue } from "../continuation-queue.ts";

const now = () => new Date();

const s3 = new S3Client({
  maxAttempts: 3,
  // A part of an object has no checksum to compare, and a stream that is compared cannot be left.
  responseChecksumValidation: "WHEN_REQUIRED",
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});

const sqs = new SQSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

/** What both handlers of the service are made from. */
export const dependencies = {
  database: connectAsRole(config, {
    statementTimeoutMs: 10_000,
    connectTimeoutMs: 3_000,
    now,
  }),
  files: bucketFiles(s3),
  continueLater: continuationQueue(sqs, config.continuations.url),
  log: createLog(),
  metrics: createMetrics(),
  now,
};
