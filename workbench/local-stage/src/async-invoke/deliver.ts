import type { EventInvokeConfigDefinition } from "@stagecraft/plan/resources/lambda/event-invoke-config-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Authority } from "../iam/authority.ts";
import { type LambdaMetric, putLambdaMetric } from "../lambda/put-lambda-metric.ts";
import type { QueueMessage } from "../sqs/queue-message.ts";
import type { SendToQueue } from "../sqs/send-to-queue.ts";
import type { Notice } from "../stage/report.ts";
import type { AsyncEvent } from "./async-event.ts";
import { deadLetter } from "./dead-letter.ts";
import type { Enqueue } from "./enqueue.ts";
import { type Ending, invocationRecord } from "./invocation-record.ts";

/** What a delivery needs of the stage. */
export type DeliveryContext = {
  readonly authority: Pick<Authority, "authorize">;
  readonly sendToQueue: SendToQueue;
  readonly enqueue: Enqueue;
  readonly metrics: MetricSink;
  nowMs(): number;
  report(notice: Notice): void;
};

/**
 * Sends the record of an ended event to the destinations in its function's configuration, as the function's role. What
 * cannot be delivered is lost, counted as on AWS (metrics DestinationDeliveryFailures and DeadLetterErrors), and reported.
 */
export function deliver(
  event: AsyncEvent,
  ending: Ending,
  definition: FunctionDefinition,
  config: EventInvokeConfigDefinition,
  context: DeliveryContext,
): void {
  const { onSuccessArn, onFailureArn, deadLetterArn } = config;
  const caller = {
    kind: "role",
    roleArn: definition.roleArn,
    functionName: definition.name,
  } as const;
  const succeeded = ending.condition === "Success";
  const recordArn = succeeded ? onSuccessArn : onFailureArn;
  if (recordArn) {
    const record = invocationRecord(event, ending, context.nowMs());
    if (recordArn.startsWith("arn:aws:lambda:")) {
      attempt(recordArn, "DestinationDeliveryFailures", () => {
        const queued = context.enqueue(recordArn, record, { caller });
        if (queued.kind === "queued") return;
        lost("DestinationDeliveryFailures");
        refused(recordArn, "lambda:InvokeFunction", queued.reason);
      });
    } else {
      send(recordArn, { body: JSON.stringify(record) }, "DestinationDeliveryFailures");
    }
  }
  if (!succeeded && deadLetterArn) {
    send(deadLetterArn, deadLetter(event, ending), "DeadLetterErrors");
  }
  if (!succeeded && !onFailureArn && !deadLetterArn) {
    context.report({
      kind: "failed",
      key: `async ${definition.name} discarded`,
      message: `${definition.logicalName} lost an asynchronous event (${ending.condition}): it has neither a failure destination nor a dead-letter queue`,
    });
  }

  function lost(metric: LambdaMetric) {
    putLambdaMetric(context.metrics, definition.name, metric, 1);
  }

  function send(queueArn: string, message: QueueMessage, failure: LambdaMetric) {
    const authorization = context.authority.authorize(caller, {
      action: "sqs:SendMessage",
      resource: queueArn,
    });
    if (!authorization.allowed) {
      lost(failure);
      return refused(queueArn, "sqs:SendMessage", authorization.explanation);
    }
    attempt(queueArn, failure, () => context.sendToQueue(queueArn, message, caller));
  }

  function refused(resource: string, action: string, reason: string) {
    context.report({
      kind: "denied",
      key: `denied ${definition.name} ${action} ${resource}`,
      message: `${definition.name} may not ${action} on ${resource}, so the record of an asynchronous event is lost\n  ${reason}`,
    });
  }

  function attempt(targetArn: string, failure: LambdaMetric, work: () => void) {
    try {
      work();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      lost(failure);
      context.report({
        kind: "failed",
        key: `async ${definition.name} ${targetArn} ${error.code}`,
        message: `the record of an asynchronous event of ${definition.logicalName} did not reach ${targetArn}: ${error.message}`,
      });
    }
  }
}
