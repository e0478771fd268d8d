import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

/** Where the services are and who calls them; without endpoint and credentials, AWS and the person's own. */
export type ClientOptions = {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** One client of each service that holds dead letters or takes them back. */
export type Clients = ReturnType<typeof createClients>;

export function createClients(options: ClientOptions) {
  return {
    kinesis: new KinesisClient({ ...options, maxAttempts: patient }),
    lambda: new LambdaClient({ ...options, requestHandler: { requestTimeout: longestAnswerMs } }),
    logs: new CloudWatchLogsClient({ ...options, maxAttempts: patient }),
    sfn: new SFNClient({ ...options, maxAttempts: patient }),
    sqs: new SQSClient(options),
    sts: new STSClient(options),
  };
}

/** A shard gives five reads a second, and the others throttle who lists much. */
const patient = 8;

/** A function may run for 15 minutes, and its answer is waited for. */
const longestAnswerMs = 16 * 60_000;
