import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";

/** Without endpoint and credentials: AWS, with the credentials that the SDK finds. */
export type ClientOptions = {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** A client of each service that this tool calls. */
export type Clients = ReturnType<typeof createClients>;

export function createClients(options: ClientOptions) {
  return {
    apiGateway: new ApiGatewayV2Client({ ...options, maxAttempts }),
    cloudwatch: new CloudWatchClient({ ...options, maxAttempts }),
    kinesis: new KinesisClient({ ...options, maxAttempts }),
    lambda: new LambdaClient({
      ...options,
      requestHandler: { requestTimeout: longestInvocationMs },
    }),
    logs: new CloudWatchLogsClient({ ...options, maxAttempts }),
    scheduler: new SchedulerClient({ ...options, maxAttempts }),
    sfn: new SFNClient({ ...options, maxAttempts }),
    sqs: new SQSClient(options),
    ssm: new SSMClient({ ...options, maxAttempts }),
    sts: new STSClient(options),
  };
}

/** Kinesis allows five reads a second of a shard, and the other services throttle long lists. */
const maxAttempts = 8;

/** A synchronous invocation may take 15 minutes. */
const longestInvocationMs = 16 * 60_000;
