import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import { contracts } from "@stagecraft/contracts/contracts";
import type { Connection } from "../access/connection.ts";
import type { IntakePoint } from "./intake-point.ts";
import { stagePrefix } from "./stage-names.ts";

/**
 * The functions that S3 invokes, by the contracts. Their reserved concurrency becomes 0: Lambda then sends each event to the
 * function's failure destination, and tries none. A bucket without its notification would lose the events.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function asynchronousFunctions(
  { lambda, nowMs }: Pick<Connection, "lambda" | "nowMs">,
  stage: string,
): Promise<readonly IntakePoint[]> {
  const points = contracts.map(async ({ via, consumer, deadLetters }) => {
    if (via.kind !== "object" || !("inside" in consumer)) return [];
    const FunctionName = stagePrefix(stage) + consumer.inside;
    if (!(await exists(lambda, FunctionName))) return [];
    const retentionMs = (deadLetters?.retentionSeconds ?? via.maximumAgeSeconds) * 1_000;
    return [pointOf(lambda, FunctionName, consumer.inside, () => nowMs() + retentionMs)];
  });
  return (await Promise.all(points)).flat();
}

function pointOf(
  lambda: LambdaClient,
  FunctionName: string,
  name: string,
  lossAfterMs: () => number,
): IntakePoint {
  const reserve = async (ReservedConcurrentExecutions: number) => {
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }),
    );
  };
  const unreserve = async () => {
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  };
  return {
    kind: "asynchronous function",
    id: FunctionName,
    name,
    meanwhile: "its events become dead-letter messages: npm run dlq redrives them",
    async read() {
      const { ReservedConcurrentExecutions } = await lambda.send(
        new GetFunctionConcurrencyCommand({ FunctionName }),
      );
      return ReservedConcurrentExecutions ?? null;
    },
    isStopped: (setting) => setting === 0,
    stop: () => reserve(0),
    restore: (setting) => (typeof setting === "number" ? reserve(setting) : unreserve()),
    lossAfterMs: async () => lossAfterMs(),
  };
}

async function exists(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  try {
    await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
