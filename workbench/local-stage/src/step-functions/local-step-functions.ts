import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Operation } from "../common/operation.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import type { LocalService } from "../stage/local-service.ts";
import { recordOutcomes } from "../stage/record-outcomes.ts";
import { failedExecution } from "./failed-execution.ts";
import { machineArnOf } from "./machine-arn-of.ts";
import { measureApiCalls } from "./measure-api-calls.ts";
import { reportStepFunctions } from "./report-step-functions.ts";
import { createStepFunctions, type StepFunctions } from "./step-functions.ts";

export const localStepFunctions: LocalService<StepFunctions> = {
  name: "Step Functions",
  resourceTypes: [/^aws:sfn\/stateMachine:/],
  open(context) {
    const { plan, options, clock, reports, troubles, meter } = context;
    const stateMachines = stateMachinesOf(plan);
    const report = reportStepFunctions(reports);
    const stepFunctions = createStepFunctions({
      ...context,
      invoke: recordOutcomes(context.use(localLambda).invoke, troubles),
      stateMachines,
      throttlesTransition: context.faults.throttlesTransition,
      onTransition: (machineArn) => meter.add(machineArn, "step-functions-transitions", 1),
      sendMessage: context.use(localSqs).sqs.operations.SendMessage as Operation,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      report(event) {
        report(event);
        if (event.kind === "execution-ended") {
          const { executionArn, status, startedAtMs } = event;
          const machineArn = machineArnOf(executionArn);
          options.onExecution?.({ machineArn, status, durationMs: clock.nowMs() - startedAtMs });
        }
        const trouble = failedExecution(event, stateMachines);
        if (trouble) troubles.add(trouble);
      },
    });
    const service = jsonService("StepFunctions", "states", stepFunctions.operations);
    return {
      internal: stepFunctions,
      operations: { states: { ...service, measure: measureApiCalls(context.metrics) } },
      start: stepFunctions.start,
      activity: () => (stepFunctions.idle() ? "idle" : "busy"),
      stop: stepFunctions.stop,
    };
  },
};
