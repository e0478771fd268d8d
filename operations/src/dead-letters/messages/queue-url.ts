import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";

export async function queueUrl(sqs: SQSClient, queueArn: string): Promise<string> {
  const QueueName = queueArn.split(":").at(-1);
  const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}
