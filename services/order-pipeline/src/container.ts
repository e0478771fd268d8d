import { sqs } from "@stagecraft/aws/sqs";
import { stepFunctions } from "@stagecraft/aws/step-functions";
import { consumeQueue } from "@stagecraft/container/consume-queue";
import { containerRole } from "@stagecraft/container/container-role";
import { runUntilStopped } from "@stagecraft/container/run-until-stopped";
import { startTelemetry } from "@stagecraft/container/start-telemetry";
import { config } from "./config.ts";
import { container } from "./container-config.ts";
import { createPipeline } from "./create-pipeline.ts";

/** The pipeline as a process that polls the queue itself, in place of Lambda's event source mapping. */
const telemetry = startTelemetry();
const roleFor = containerRole(container.region);

const workflows = stepFunctions({
  maxAttempts: 4,
  requestTimeoutMs: 3_000,
  environment: roleFor("SFN"),
});

const consumer = consumeQueue({
  queue: container.queue,
  // A poll lasts ten seconds when there is no message.
  client: sqs({ maxAttempts: 3, requestTimeoutMs: 15_000, environment: roleFor("SQS") }),
  handler: createPipeline(workflows, config.workflow.arn, telemetry),
  concurrency: 10,
  batchTimeoutMs: 15_000,
  log: telemetry.log,
});

telemetry.log.info("start", { outcome: "consuming" });
await runUntilStopped([consumer, telemetry], { stopTimeoutMs: 40_000, log: telemetry.log });
