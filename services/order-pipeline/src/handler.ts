import { stepFunctions } from "@stagecraft/aws/step-functions";
import { createTelemetry } from "@stagecraft/lambda/telemetry";
import { config } from "./config.ts";
import { createPipeline } from "./create-pipeline.ts";

const client = stepFunctions({ maxAttempts: 4, requestTimeoutMs: 3_000 });

export const handler = createPipeline(client, config.workflow.arn, createTelemetry());
