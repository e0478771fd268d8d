import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import {
  readStageOptions,
  type StageOptions,
  stageOptions,
  stageOptionsHelp,
} from "../access/open-stage.ts";

/** What the command does: release the newest versions, show the aliases, or go back. */
export type CanaryAction = "release" | "status" | "rollback";

/** The command line of `npm run canary`. */
export type CanaryOptions = StageOptions & {
  readonly action: CanaryAction;
  /** The function whose alias goes back, as the user wrote it; absent: all of them. */
  readonly functionName?: string;
  /** The shares of the invocations that the new version gets one after the other, in percent; then it gets all. */
  readonly stepsPercent: readonly number[];
  /** How long each step is watched. */
  readonly watchMs: number;
  /** How many more invocations of the new version may fail than of the one before, in percent of its own. */
  readonly failedPercent: number;
  /** Whether a version that was rolled back is tried again. */
  readonly again: boolean;
};

export const canaryHelp = `npm run canary -- [status | rollback [FUNCTION]] [options]

  Releases the newest version of each function that has an alias "live". It gets a share of the invocations, step by step. In each
  step it is watched: its invocations that fail, pages of the stage that go into ALARM, and alarms about the released functions,
  tickets too. If one of them says so, the version before gets every invocation again. After the last step the new version gets all.

  status              which version each alias invokes, and when the newest was published
  rollback [FUNCTION] its alias invokes the version before, at once; without FUNCTION every alias, also one that is not at fault
  --steps 10,50       the shares in percent (default: 10,50)
  --watch-minutes N   how long each step is watched (default: 10; 0 looks once)
  --failed-percent N  how many more invocations of the new version may fail than of the one before (default: 1)
  --again             also a version that was rolled back
${stageOptionsHelp}

  On AWS your credentials need lambda:GetAlias, UpdateAlias, ListVersionsByFunction and GetFunctionConfiguration,
  cloudwatch:DescribeAlarms and GetMetricData, and logs:FilterLogEvents on the functions' log groups. npm run deploy:role grants them.
  Exit 0 released, nothing to release, shown, or gone back; 1 rolled back, or an alias that did not go back; 2 wrong usage, or the
  stage did not answer. A stage whose program has no alias "live" is not asked: then rollback ends with 1, the rest with 0.`;

/** Its options for `parseArgs`. */
export const canaryOptions = {
  ...stageOptions,
  steps: { type: "string", default: "10,50" },
  "watch-minutes": { type: "string", default: "10" },
  "failed-percent": { type: "string", default: "1" },
  again: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming what is wrong. */
export function readCanaryOptions({
  values,
  positionals,
}: Given<typeof canaryOptions>): CanaryOptions {
  const watchMinutes = wholeNumber("--watch-minutes", values["watch-minutes"], 0, 24 * 60);
  return {
    ...readStageOptions(values),
    ...readAction(positionals),
    stepsPercent: readSteps(values.steps),
    watchMs: watchMinutes * 60_000,
    failedPercent: wholeNumber("--failed-percent", values["failed-percent"], 0, 100),
    again: values.again,
  };
}

function readAction(words: readonly string[]): Pick<CanaryOptions, "action" | "functionName"> {
  const [word, functionName, ...more] = words;
  if (word === undefined) return { action: "release" };
  if (word === "status" && functionName === undefined) return { action: word };
  if (word === "rollback" && more.length === 0) {
    return { action: word, ...(functionName === undefined ? {} : { functionName }) };
  }
  throw new UsageError(
    `Say status, rollback, rollback FUNCTION or nothing, not "${words.join(" ")}".`,
  );
}

function readSteps(text: string): readonly number[] {
  const steps = text.split(",").map((step) => wholeNumber("--steps", step.trim(), 1, 99));
  const isRising = steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0));
  if (isRising) return steps;
  throw new UsageError(`--steps takes rising shares in percent, such as 10,50, not "${text}"`);
}
