import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { awsClientSettings } from "@stagecraft/lambda/aws-client-settings";
import { queueSender } from "@stagecraft/lambda/queue-sender";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { traceCalls } from "@stagecraft/lambda/trace-calls";
import { bucketFiles } from "../bucket-files.ts";
import { config } from "../config.ts";

const now = () => new Date();

const s3 = traceCalls(
  new S3Client({
    ...awsClientSettings({ maxAttempts: 3, requestTimeoutMs: 10_000 }),
    // A part of an object has no checksum to compare, and a stream with a checksum must be read to its end.
    responseChecksumValidation: "WHEN_REQUIRED",
  }),
);

const sqs = traceCalls(
  new SQSClient(awsClientSettings({ maxAttempts: 3, requestTimeoutMs: 2_000 })),
);

/** What both handlers of the service depend on. */
export const dependencies = {
  database: connectAsRole(config, {
    statementTimeoutMs: 10_000,
    connectTimeoutMs: 3_000,
    now,
  }),
  files: bucketFiles(s3),
  continueLater: queueSender(sqs, config.continuations.url),
  ...createTelemetry(),
  now,
};
