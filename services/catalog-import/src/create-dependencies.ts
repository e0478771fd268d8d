import type { AwsEnvironment, AwsIdentity } from "@stagecraft/aws/aws-environment";
import { s3 } from "@stagecraft/aws/s3";
import { sqs } from "@stagecraft/aws/sqs";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { queueSender } from "@stagecraft/lambda/queue-sender";
import type { Telemetry } from "@stagecraft/lambda/telemetry";
import { bucketFiles } from "./bucket-files.ts";
import type { links } from "./config/links.ts";
import type { Dependencies } from "./dependencies.ts";

/** The real dependencies, for the functions and the task. */
export function createDependencies<Own extends Telemetry>({
  links: { database, continuations },
  aws,
  environmentOf,
  telemetry,
}: {
  readonly links: typeof links;
  readonly aws: AwsIdentity;
  /** What Lambda says by default. */
  readonly environmentOf?: (serviceId: string) => AwsEnvironment;
  readonly telemetry: Own;
}): Dependencies & Own {
  const now = () => new Date();
  const within = (serviceId: string) =>
    environmentOf ? { environment: environmentOf(serviceId) } : {};
  const buckets = s3({ maxAttempts: 3, requestTimeoutMs: 10_000, ...within("S3") });
  const queues = sqs({ maxAttempts: 3, requestTimeoutMs: 2_000, ...within("SQS") });
  return {
    ...telemetry,
    database: connectAsRole(
      { database, aws },
      { statementTimeoutMs: 10_000, connectTimeoutMs: 3_000, now },
    ),
    files: bucketFiles(buckets),
    continueLater: queueSender(queues, continuations.url),
    now,
  };
}
