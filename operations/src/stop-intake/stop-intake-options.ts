import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { readStageOptions, type StageOptions } from "../access/open-stage.ts";
import { stageName } from "../access/stage-name.ts";

/** The command line of `npm run stop-intake`. */
export type StopIntakeOptions = StageOptions & {
  readonly action: "stop" | "start" | "status";
};

export const stopIntakeHelp = `npm run stop-intake -- --stage S [--start | --status] [options]

  Stops what begins new work on a stage, at once and without a deploy, and says until when nothing is lost:

  - every route of its HTTP APIs gets a rate of 0: callers get status 429. The payments webhook stays open
  - schedules are disabled: their runs are left out
  - functions that S3 invokes get a reserved concurrency of 0: their events become dead-letter messages (npm run dlq)
  - event source mappings are disabled: messages and records wait in their queue or stream

  Workflows that run go on to their end, and operators may still invoke functions. Containers are not stopped: set the desired count
  of their ECS service to 0. What each was set to is saved in Systems Manager first, below /stagecraft/STAGE/stopped-intake. A
  deploy meanwhile warns.

  --stage S       the stage: local, which npm start runs, or one on AWS. It has no default
  --start         gives everything that this command has stopped its setting from before
  --status        shows what begins new work, and whether it is stopped
  --state DIR     folder of the local stage's state (default: .stagecraft/local)

  On AWS your credentials need apigateway:GET, PATCH and DELETE; scheduler:ListSchedules, GetSchedule and UpdateSchedule, with
  iam:PassRole on the schedules' roles; lambda:ListEventSourceMappings, GetEventSourceMapping, UpdateEventSourceMapping,
  GetFunctionConcurrency, PutFunctionConcurrency and DeleteFunctionConcurrency; ssm:GetParametersByPath, PutParameter and
  DeleteParameter; sqs:GetQueueUrl and GetQueueAttributes, kinesis:DescribeStreamSummary and cloudwatch:GetMetricData.
  Exit 0 done or shown; 1 something did not stop or start: run it again; 2 wrong usage, or the stage did not answer.`;

/** Its options for `parseArgs`. */
export const stopIntakeOptions = {
  stage: { type: "string" },
  state: { type: "string" },
  start: { type: "boolean", default: false },
  status: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming what is wrong. */
export function readStopIntakeOptions({
  values,
}: Given<typeof stopIntakeOptions>): StopIntakeOptions {
  const { start, status, stage, state } = values;
  if (start && status) throw new UsageError("Say --start or --status, not both.");
  if (stage === undefined) throw new UsageError("Which stage? --stage local, or --stage prod.");
  if (!stageName.test(stage)) throw new UsageError(`"${stage}" is not a stage's name.`);
  return {
    ...readStageOptions({ stage, state }),
    action: start ? "start" : status ? "status" : "stop",
  };
}
