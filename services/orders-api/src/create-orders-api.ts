import { randomBytes } from "node:crypto";
import type { AwsEnvironment } from "@stagecraft/aws/aws-environment";
import { sqs } from "@stagecraft/aws/sqs";
import type { Database } from "@stagecraft/database/connection";
import { queueSender } from "@stagecraft/lambda/queue-sender";
import type { Telemetry } from "@stagecraft/lambda/telemetry";
import { createApp } from "./app.ts";
import type { links } from "./config/links.ts";

/** The app with its real queues, for the function and the container. */
export function createOrdersApi({
  database,
  queues: { ordersQueue, cancellationsQueue },
  environment,
  telemetry,
  now,
}: {
  readonly database: Database;
  readonly queues: Pick<typeof links, "ordersQueue" | "cancellationsQueue">;
  /** What Lambda says by default. */
  readonly environment?: AwsEnvironment;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}) {
  // When the queue does not answer, the API must still have time to answer: the relay publishes the event later.
  const queues = sqs({
    maxAttempts: 2,
    requestTimeoutMs: 1_500,
    ...(environment && { environment }),
  });
  return createApp({
    database,
    sendOrder: queueSender(queues, ordersQueue.url),
    sendCancellation: queueSender(queues, cancellationsQueue.url),
    ...telemetry,
    now,
    randomBytes,
  });
}
