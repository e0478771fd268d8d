import { madeAtMs, type OrderId } from "@stagecraft/contracts/ids";
import {
  isLocalStage,
  openStage,
  type StageOptions,
  stateDirectoryOf,
} from "../access/open-stage.ts";
import { awsOrderLogs } from "../logs/aws-order-logs.ts";
import { localOrderLogs } from "../logs/local-order-logs.ts";
import type { OrderLogs } from "../logs/order-logs.ts";
import { awsSpanSource } from "./aws-span-source.ts";
import { localSpanSource } from "./local-span-source.ts";
import type { SpanSource } from "./span-source.ts";

/** Where an order's spans and log lines are. */
export type Sources = {
  readonly spans: SpanSource;
  readonly logs: OrderLogs;
  /** The place, for messages. */
  readonly place: string;
  close(): void;
};

/** Clocks differ, and an id is made before the first span. */
const toleranceMs = 60_000;

/** @throws AccessError when AWS rejects the credentials */
export async function openSources(
  order: OrderId,
  options: StageOptions,
  root: string,
): Promise<Sources> {
  const { stage } = options;
  if (isLocalStage(stage)) {
    const directory = stateDirectoryOf(options, root);
    return {
      spans: localSpanSource(directory),
      logs: localOrderLogs(directory),
      place: directory,
      close() {},
    };
  }
  const connection = await openStage(options, root);
  const sinceMs = madeAtMs(order) - toleranceMs;
  return {
    spans: awsSpanSource(connection.logs, sinceMs),
    logs: awsOrderLogs(connection.logs, { stage, sinceMs }),
    place: `the stage ${stage} on AWS`,
    close: connection.close,
  };
}
