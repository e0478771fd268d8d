import { s3 } from "@stagecraft/aws/s3";
import { sqs } from "@stagecraft/aws/sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { queueSender } from "@stagecraft/lambda/queue-sender";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { bucketFiles } from "../bucket-files.ts";
import { config } from "../config.ts";

const now = () => new Date();

const buckets = s3({ maxAttempts: 3, requestTimeoutMs: 10_000 });
const queues = sqs({ maxAttempts: 3, requestTimeoutMs: 2_000 });

/** What both handlers of the service depend on. */
export const dependencies = {
  database: connectAsRole(config, {
    statementTimeoutMs: 10_000,
    connectTimeoutMs: 3_000,
    now,
  }),
  files: bucketFiles(buckets),
  continueLater: queueSender(queues, config.continuations.url),
  ...createTelemetry(),
  now,
};
