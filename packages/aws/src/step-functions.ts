import type { AwsService } from "./aws-service.ts";
import { type ClientSettings, type JsonClient, jsonClient } from "./json-client.ts";

type TaskToken = { readonly taskToken: string };

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html */
export type StepFunctions = JsonClient<{
  readonly StartExecution: {
    readonly input: {
      readonly stateMachineArn: string;
      readonly name: string;
      readonly input: string;
    };
    readonly output: { readonly executionArn: string };
  };
  readonly SendTaskSuccess: {
    readonly input: TaskToken & { readonly output: string };
    readonly output: object;
  };
  readonly SendTaskFailure: {
    readonly input: TaskToken & { readonly error: string };
    readonly output: object;
  };
  readonly SendTaskHeartbeat: { readonly input: TaskToken; readonly output: object };
}>;

const service: AwsService = {
  id: "SFN",
  endpointPrefix: "states",
  target: "AWSStepFunctions",
  jsonVersion: "1.0",
};

export function stepFunctions(settings: ClientSettings): StepFunctions {
  return jsonClient(service, settings);
}
