import { resolve } from "node:path";
import { UsageError } from "@stagecraft/cli/usage-error";
import { region } from "@stagecraft/contracts/system";
import { type Connection, connectToAws, connectToLocalStage } from "./connection.ts";

/** The stage on this machine; every other stage is on AWS. */
export const localStage = "local";

export const isLocalStage = (stage: string) => stage === localStage;

/** Which stage a command works on. */
export type StageOptions = {
  readonly stage: string;
  /** Folder of the local stage's state; absent: its default folder. */
  readonly state?: string;
};

/** The options of such a command for `parseArgs`. */
export const stageOptions = {
  stage: { type: "string", default: localStage },
  state: { type: "string" },
} as const;

/** Reads them. @throws UsageError when `--state` is empty. */
export function readStageOptions({
  stage,
  state,
}: {
  readonly stage: string;
  readonly state?: string | undefined;
}): StageOptions {
  if (state === "") throw new UsageError("--state needs the folder of a stage's state.");
  return { stage, ...(state === undefined ? {} : { state }) };
}

/** What the help of such a command says about them. */
export const stageOptionsHelp = `  --stage S       the stage (default: local, which npm start runs; every other stage is on AWS)
  --state DIR     folder of the local stage's state (default: .stagecraft/local)`;

/**
 * Connects to the stage.
 * @throws AccessError when it is not running, or AWS rejects the credentials.
 */
export function openStage(options: StageOptions, root: string): Promise<Connection> {
  return isLocalStage(options.stage)
    ? connectToLocalStage(region, stateDirectoryOf(options, root))
    : connectToAws(region);
}

/** The folder of the local stage's state. */
export function stateDirectoryOf({ stage, state }: StageOptions, root: string): string {
  return resolve(state ?? `${root}/.stagecraft/${stage}`);
}

/** The options that lead a command to the same stage, to print after its name: ` --stage dev`. Empty for the default. */
export function stageArguments({ stage, state }: StageOptions): string {
  const named = stage === localStage ? "" : ` --stage ${stage}`;
  return state === undefined ? named : `${named} --state ${quoted(state)}`;
}

/** For a shell, which expands nothing between single quotes. */
function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
