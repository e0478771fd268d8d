import { localApiGateway } from "../api-gateway/local-api-gateway.ts";
import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { localCloudwatch } from "../cloudwatch/local-cloudwatch.ts";
import { localCloudwatchLogs } from "../cloudwatch-logs/local-cloudwatch-logs.ts";
import { localDynamodb } from "../dynamodb/local-dynamodb.ts";
import { localEcs } from "../ecs/local-ecs.ts";
import { localEventSourceMappings } from "../event-source-mappings/local-event-source-mappings.ts";
import { localKinesis } from "../kinesis/local-kinesis.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { localLambdaApi } from "../lambda-api/local-lambda-api.ts";
import { localSecretsManager } from "../parameters/local-secrets-manager.ts";
import { localSsm } from "../parameters/local-ssm.ts";
import { localRds } from "../rds/local-rds.ts";
import { localS3 } from "../s3/local-s3.ts";
import { localScheduler } from "../scheduler/local-scheduler.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import { localStepFunctions } from "../step-functions/local-step-functions.ts";
import { localSts } from "../sts/local-sts.ts";
import { localXray } from "../xray/local-xray.ts";
import type { LocalService } from "./local-service.ts";

/** Every service of a stage. They are opened and started in this order, and closed in the reverse order. */
export const localServices: readonly LocalService[] = [
  localRds,
  localXray,
  localLambda,
  localSqs,
  localAsyncInvoke,
  localLambdaApi,
  localKinesis,
  localStepFunctions,
  localS3,
  localDynamodb,
  localCloudwatch,
  localCloudwatchLogs,
  localSecretsManager,
  localSsm,
  localSts,
  localApiGateway,
  localEventSourceMappings,
  localScheduler,
  localEcs,
];
