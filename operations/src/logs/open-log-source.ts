import { appName } from "@stagecraft/contracts/system";
import {
  isLocalStage,
  openStage,
  type StageOptions,
  stateDirectoryOf,
} from "../access/open-stage.ts";
import { awsLogSource } from "./aws-log-source.ts";
import { localLogSource, missingState } from "./local-log-source.ts";
import type { LogSource } from "./log-source.ts";

/** `reason` explains why there are no logs. */
type OpenedLogs =
  | { readonly ok: true; readonly source: LogSource }
  | { readonly ok: false; readonly reason: string };

/** @throws AccessError when AWS rejects the credentials */
export async function openLogSource(options: StageOptions, root: string): Promise<OpenedLogs> {
  const { stage } = options;
  if (!isLocalStage(stage)) {
    const connection = await openStage(options, root);
    return { ok: true, source: awsLogSource(connection, { app: appName, stage }) };
  }
  const directory = stateDirectoryOf(options, root);
  const reason = missingState(directory);
  return reason === undefined
    ? { ok: true, source: localLogSource(directory) }
    : { ok: false, reason };
}
