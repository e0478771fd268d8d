import type { OrderId } from "@stagecraft/contracts/ids";
import { appName } from "@stagecraft/contracts/system";
import {
  isLocalStage,
  openStage,
  type StageOptions,
  stateDirectoryOf,
} from "../access/open-stage.ts";
import { awsLogSource } from "../logs/aws-log-source.ts";
import { earliestMs } from "../logs/earliest-ms.ts";
import { localLogSource } from "../logs/local-log-source.ts";
import type { LogSource } from "../logs/log-source.ts";
import { awsSpanSource } from "./aws-span-source.ts";
import { localSpanSource } from "./local-span-source.ts";
import type { SpanSource } from "./span-source.ts";

/** Where an order's spans and log lines are. */
export type Sources = {
  readonly spans: SpanSource;
  readonly logs: LogSource;
  /** The place, for messages. */
  readonly place: string;
  close(): void;
};

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
      logs: localLogSource(directory),
      place: directory,
      close() {},
    };
  }
  const connection = await openStage(options, root);
  return {
    spans: awsSpanSource(connection.logs, earliestMs(order)),
    logs: awsLogSource(connection, { app: appName, stage }),
    place: `the stage ${stage} on AWS`,
    close: connection.close,
  };
}
