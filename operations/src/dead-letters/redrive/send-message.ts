import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { RedriveExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Clients } from "../../access/clients.ts";
import type { DeadLetterMessage, RedriveTarget } from "../messages/dead-letter-message.ts";
import { queueUrl } from "../messages/queue-url.ts";
import type { Decision } from "./decide-redrive.ts";
import { invokeWithRecords } from "./invoke-with-records.ts";
import { nextExecutionName } from "./next-execution-name.ts";

type Sending = Extract<Decision, { kind: "send" }>;

/** The new id: of a message or an invocation, or the ARN of an execution. */
export type Sent = { readonly as: string };

/**
 * Sends a dead-letter message to its redrive target.
 *
 * @throws MessageRejectedError when its consumer fails on it again
 */
export async function sendMessage(
  message: DeadLetterMessage,
  sending: Sending,
  clients: Pick<Clients, "sqs" | "lambda" | "sfn">,
): Promise<Sent> {
  const [text = ""] = sending.texts;
  const { target } = message;
  switch (target.kind) {
    case "queue":
      return await sendToQueue(message, target, text, clients.sqs);
    case "function":
      return await invokeAsync(target, text, clients.lambda);
    case "stream-consumer":
      return await invokeWithRecords(target, sending, clients.lambda);
    case "state-machine":
      return await redriveExecution(message, target, sending, clients.sfn);
    case "none":
      throw new Error(`The dead-letter message ${message.id} has no redrive target`);
  }
}

/**
 * Sends the message with its own attributes, without the system attributes: Lambda counts in AWSTraceHeader how often a chain
 * of requests has invoked a function, and stops the chain after about 16 times. The copy starts a new chain. Its deduplication
 * id comes from the dead-letter message, so that a FIFO queue accepts it once in five minutes; its prefix is the one of earlier
 * versions, whose killed runs a later version completes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
async function sendToQueue(
  { id, attributes }: DeadLetterMessage,
  { arn, fifo, groupId }: Extract<RedriveTarget, { kind: "queue" }>,
  MessageBody: string,
  sqs: SQSClient,
): Promise<Sent> {
  const { MessageId = "" } = await sqs.send(
    new SendMessageCommand({
      QueueUrl: await queueUrl(sqs, arn),
      MessageBody,
      MessageAttributes: attributes,
      ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      ...(fifo ? { MessageDeduplicationId: `replay-${id}` } : {}),
    }),
  );
  return { as: MessageId };
}

/** Asynchronous, as the first invocation: Lambda retries it, and sends it to the failure destination in the end. */
async function invokeAsync(
  { arn }: Extract<RedriveTarget, { kind: "function" }>,
  payload: string,
  lambda: LambdaClient,
): Promise<Sent> {
  const { $metadata } = await lambda.send(
    new InvokeCommand({
      FunctionName: arn,
      InvocationType: "Event",
      Payload: Buffer.from(payload),
    }),
  );
  return { as: $metadata.requestId ?? "" };
}

/**
 * Redrives the execution. With `isRestart` it starts a new execution instead, whose name comes from the old one: a second attempt
 * starts no second execution.
 */
async function redriveExecution(
  { id, body }: DeadLetterMessage,
  {
    arn: stateMachineArn,
    executionArn,
    redriveCount,
  }: Extract<RedriveTarget, { kind: "state-machine" }>,
  { isRestart }: Sending,
  sfn: Clients["sfn"],
): Promise<Sent> {
  if (!isRestart) {
    const clientToken = `redrive-${redriveCount + 1}`;
    await sfn.send(new RedriveExecutionCommand({ executionArn, clientToken }));
    return { as: executionArn };
  }
  const name = nextExecutionName(id);
  const as = `${executionArn.slice(0, executionArn.lastIndexOf(":"))}:${name}`;
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: body }));
  } catch (error) {
    if ((error as Error).name !== "ExecutionAlreadyExists") throw error;
  }
  return { as };
}
