import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Operation } from "../common/operation.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import type { LocalService } from "../stage/local-service.ts";
import { reportStepFunctions } from "./report-step-functions.ts";
import { createStepFunctions, type StepFunctions } from "./step-functions.ts";

export const localStepFunctions: LocalService<StepFunctions> = {
  name: "Step Functions",
  resourceTypes: [/^aws:sfn\/stateMachine:/],
  open(context) {
    const { plan, options, reports } = context;
    const stepFunctions = createStepFunctions({
      ...context,
      invoke: context.use(localLambda).invoke,
      stateMachines: stateMachinesOf(plan),
      sendMessage: context.use(localSqs).sqs.operations.SendMessage as Operation,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      report: reportStepFunctions(reports),
    });
    return {
      internal: stepFunctions,
      operations: { states: jsonService("StepFunctions", "states", stepFunctions.operations) },
      start: stepFunctions.start,
      activity: () => (stepFunctions.idle() ? "idle" : "busy"),
      stop: stepFunctions.stop,
    };
  },
};
