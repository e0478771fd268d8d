import { join } from "node:path";
import { bucketsOf } from "@stagecraft/plan/buckets";
import { eventInvokeConfigsOf } from "@stagecraft/plan/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/functions";
import type { Plan } from "@stagecraft/plan/plan";
import { queuesOf } from "@stagecraft/plan/queues";
import { secretsOf } from "@stagecraft/plan/secrets";
import { stateMachinesOf } from "@stagecraft/plan/state-machines";
import { streamsOf } from "@stagecraft/plan/streams";
import { tablesOf } from "@stagecraft/plan/tables";
import { type AsyncInvoke, createAsyncInvoke } from "../async-invoke/create-async-invoke.ts";
import { createSendToQueue, type SendToQueue } from "../async-invoke/send-to-queue.ts";
import { logsService } from "../cloudwatch-logs/logs-service.ts";
import { createDynamodb } from "../dynamodb/create-dynamodb.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { PlanDelivery } from "../faults/decide-delivery.ts";
import type { Authority } from "../iam/authority.ts";
import { createKinesis, type Kinesis } from "../kinesis/kinesis.ts";
import type { Lambda } from "../lambda/lambda.ts";
import { lambdaService } from "../lambda-api/invoke-operation.ts";
import { secretsManagerService } from "../parameters/secrets-manager.ts";
import { ssmService } from "../parameters/ssm.ts";
import { ssmParametersOf } from "../parameters/ssm-parameters-of.ts";
import { createS3 } from "../s3/s3.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { Clock } from "../shared/clock.ts";
import type { Invoke } from "../shared/invocation.ts";
import type { Operation } from "../shared/operation.ts";
import { createSqs, type Sqs } from "../sqs/sqs.ts";
import { createStepFunctions, type StepFunctions } from "../step-functions/step-functions.ts";
import { stsService } from "../sts/sts.ts";
import type { Reports } from "./report.ts";
import { type State, StateUnusableError } from "./state.ts";

/** What the services need of the stage. */
export type ServiceContext = {
  readonly plan: Plan;
  readonly directory: string;
  readonly state: State;
  readonly clock: Clock;
  readonly authority: Authority;
  readonly reports: Reports;
  readonly secrets: Secrets;
  readonly lambda: Lambda;
  readonly invoke: Invoke;
  readonly endpointUrl: () => string;
  readonly accountConcurrency: number;
  readonly seed?: number;
  readonly planDelivery: PlanDelivery;
  readonly tell: (line: string) => void;
};

/** AWS's services as the stage runs them, and those of them that work by themselves. */
export type Services = {
  /** By the name in a signature's scope. */
  readonly byName: { readonly [signingName: string]: AwsService };
  readonly streaming: { readonly s3: StreamingService };
  readonly sqs: Sqs;
  readonly kinesis: Kinesis;
  readonly asyncInvoke: AsyncInvoke;
  readonly stepFunctions: StepFunctions;
  readonly sendToQueue: SendToQueue;
  /** Ends what only answers; what works by itself was stopped before. */
  stop(): Promise<void>;
};

export async function createServices(context: ServiceContext): Promise<Services> {
  const { plan, directory, state, clock, authority, reports, secrets, lambda, invoke } = context;
  const { planDelivery } = context;
  const { region, accountId } = plan;
  const functions = functionsOf(plan);
  const queues = queuesOf(plan);

  const sqs = createSqs({
    state,
    clock,
    queues,
    accountId,
    planDelivery,
    endpointUrl: context.endpointUrl,
  });
  const sendToQueue = createSendToQueue(sqs.operations, queues);
  const asyncInvoke = createAsyncInvoke({
    state,
    clock,
    functions,
    sendToQueue,
    authority,
    planDelivery,
    configs: eventInvokeConfigsOf(plan),
    accountConcurrency: context.accountConcurrency,
    invoke: lambda.run,
    report: reports.add,
  });
  const kinesis = createKinesis({ state, clock, streams: streamsOf(plan), accountId, region });
  const stepFunctions = createStepFunctions({
    state,
    clock,
    invoke,
    authority,
    stateMachines: stateMachinesOf(plan),
    sendMessage: sqs.operations.SendMessage as Operation,
    ...(context.seed === undefined ? {} : { seed: context.seed }),
    report(event) {
      if (event.kind === "task-denied") {
        reports.add({
          kind: "denied",
          key: `denied ${event.roleArn} ${event.state}`,
          message: `the state ${event.state} may not do what it does, as ${event.roleArn}: ${event.reason}`,
        });
      }
      if (event.kind === "state-failed") {
        const { state, error, cause } = event;
        reports.add({
          kind: "failed",
          key: `failed ${state} ${error}`,
          message: `the state ${state} failed with ${error}: ${cause}`,
        });
      }
      if (event.kind === "broken") {
        const { executionArn, error } = event;
        // A full disk stops every execution, and is one fact.
        const isDisk = error instanceof StateUnusableError;
        reports.add({
          kind: "failed",
          key: isDisk ? "broken state" : `broken ${executionArn}`,
          message: isDisk
            ? error.message
            : `${executionArn} stands still, which is a fault of the stage: ${String(error)}`,
        });
      }
    },
  });
  const s3 = createS3({
    state,
    clock,
    directory,
    region,
    accountId,
    buckets: bucketsOf(plan),
    invokeAsync: asyncInvoke.enqueue,
    report: reports.add,
  });
  const dynamodb = await createDynamodb({
    directory,
    region,
    accountId,
    clock,
    tables: tablesOf(plan),
    tell: context.tell,
  });

  return {
    byName: {
      dynamodb: dynamodb.service,
      kinesis: jsonService("Kinesis", "kinesis-streams", kinesis.operations),
      lambda: lambdaService(functions, invoke, asyncInvoke.enqueue),
      logs: logsService(functions, { directory: join(directory, "logs"), region, accountId }),
      secretsmanager: secretsManagerService(secretsOf(plan), { region, accountId, secrets }),
      sqs: jsonService("SQS", "sqs", sqs.operations),
      ssm: ssmService(ssmParametersOf(plan), { region, accountId, secrets }),
      states: jsonService("StepFunctions", "states", stepFunctions.operations),
      sts: stsService(accountId),
    },
    streaming: { s3 },
    sqs,
    kinesis,
    asyncInvoke,
    stepFunctions,
    sendToQueue,
    async stop() {
      await dynamodb.stop();
      sqs.stop();
    },
  };
}
