import { setTimeout as delay } from "node:timers/promises";
import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  type LambdaClient,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import type { Connection } from "../access/connection.ts";
import type { IntakePoint } from "./intake-point.ts";
import { nameOnStage } from "./stage-names.ts";
import { waitingSince } from "./waiting-since.ts";

/** Lambda changes a mapping in some seconds, and refuses another change until it has: about a minute at most. */
const askEveryMs = 1_000;
const longestChangeMs = 120_000;

/** The event source mappings of a stage's functions. What a disabled one has received is still processed. */
export async function eventSourceMappings(
  connection: Pick<Connection, "lambda" | "sqs" | "kinesis" | "cloudwatch" | "nowMs">,
  stage: string,
): Promise<readonly IntakePoint[]> {
  const points: IntakePoint[] = [];
  for await (const page of paginateListEventSourceMappings({ client: connection.lambda }, {})) {
    for (const mapping of page.EventSourceMappings ?? []) {
      const consumer = nameOnStage(lastPart(mapping.FunctionArn), stage);
      if (consumer !== undefined) points.push(pointOf(mapping, consumer, connection, stage));
    }
  }
  return points.toSorted((a, b) => a.name.localeCompare(b.name));
}

function pointOf(
  { UUID = "", EventSourceArn = "", FunctionArn = "" }: EventSourceMappingConfiguration,
  consumer: string,
  connection: Pick<Connection, "lambda" | "sqs" | "kinesis" | "cloudwatch" | "nowMs">,
  stage: string,
): IntakePoint {
  const { lambda } = connection;
  const sourceName = EventSourceArn.split(/[:/]/).at(-1) ?? "";
  const enable = async (Enabled: boolean) => {
    await whenChanged(lambda, UUID);
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    await whenChanged(lambda, UUID);
  };
  return {
    kind: "event source mapping",
    id: UUID,
    name: `${consumer} from ${nameOnStage(sourceName, stage) ?? sourceName}`,
    meanwhile: EventSourceArn.startsWith("arn:aws:sqs:")
      ? "messages wait in the queue"
      : "records wait in the stream",
    read: async () => (await whenChanged(lambda, UUID)) === "Enabled",
    isStopped: (setting) => setting === false,
    stop: () => enable(false),
    restore: (setting) => enable(setting === true),
    async lossAfterMs() {
      const { oldestMs, longestMs } = await waitingSince(connection, EventSourceArn, FunctionArn);
      return oldestMs + longestMs;
    },
  };
}

/** The state of a mapping once it is changing no more. */
async function whenChanged(lambda: LambdaClient, UUID: string): Promise<string> {
  for (let waitedMs = 0; ; waitedMs += askEveryMs) {
    const { State = "" } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    if (!State.endsWith("ing")) return State;
    if (waitedMs >= longestChangeMs) {
      throw new Error(`it has been in the state ${State} for ${longestChangeMs / 1_000} s`);
    }
    await delay(askEveryMs);
  }
}

/** The function's name in its ARN, which may have an alias. */
function lastPart(functionArn = ""): string {
  return functionArn.split(":")[6] ?? "";
}
