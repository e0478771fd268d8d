import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { RedriveExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Clients } from "../access/clients.ts";
import type { DeadLetter, WayBack } from "../letters/dead-letter.ts";
import { queueUrl } from "../letters/queue-url.ts";
import type { Decision } from "./decide-replay.ts";
import { invokeWithRecords } from "./invoke-with-records.ts";
import { nextExecutionName } from "./next-execution-name.ts";

type Sending = Extract<Decision, { kind: "send" }>;

/** What a letter is known by where it went: a message's or event's id, an execution's ARN. */
export type Sent = { readonly as: string };

/**
 * Sends a dead letter back to where it came from.
 *
 * @throws SendRefusedError when its consumer fails on it again
 */
export async function sendLetter(
  letter: DeadLetter,
  sending: Sending,
  clients: Pick<Clients, "sqs" | "lambda" | "sfn">,
): Promise<Sent> {
  const [text = ""] = sending.texts;
  const { way } = letter;
  switch (way.to) {
    case "queue":
      return await sendMessage(letter, way, text, clients.sqs);
    case "function":
      return await invokeAsync(way, text, clients.lambda);
    case "stream-consumer":
      return await invokeWithRecords(way, sending, clients.lambda);
    case "state-machine":
      return await goOn(letter, way, sending, clients.sfn);
    case "nowhere":
      throw new Error(`The dead letter ${letter.id} leads nowhere and was sent`);
  }
}

/**
 * The message's own attributes go with it, those of the system do not: in AWSTraceHeader Lambda counts how often a chain of
 * requests has come to a function, and stops it after some 16 times. A copy begins a chain of its own. The id that SQS
 * deduplicates by comes from the dead letter, so that in a FIFO queue five minutes know no second copy.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
async function sendMessage(
  { id, attributes }: DeadLetter,
  { arn, fifo, groupId }: Extract<WayBack, { to: "queue" }>,
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

/** As the event came the first time: with Lambda's own retries, and to its failure destination when they are used up. */
async function invokeAsync(
  { arn }: Extract<WayBack, { to: "function" }>,
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
 * Goes on with the execution under its own name, under which it exists once. Where that cannot be, it begins anew under a
 * name that comes from the old one, so that a second try begins no second execution.
 */
async function goOn(
  { id, body }: DeadLetter,
  { arn: stateMachineArn, executionArn, redriveCount }: Extract<WayBack, { to: "state-machine" }>,
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
