import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { onTestFinished } from "vitest";
import { createFakeInvocations } from "../../../../testing/fake-invocations.ts";
import { settle } from "../../../../testing/settle.ts";
import type { Caller } from "../../../common/caller.ts";
import type { HoldTimeouts, InvocationOutcome } from "../../../common/invocation.ts";
import { openTestSqs } from "../../../sqs/testing/open-test-sqs.ts";
import { createQueuePoller, type QueuePoller } from "../queue-poller.ts";
import type { QueuePollerEvent } from "../queue-poller-event.ts";

/** One invocation that the test ends. */
export type Invocation = {
  readonly records: readonly SQSRecord[];
  readonly bodies: readonly string[];
  readonly caller: Caller;
  readonly traceHeader: string | undefined;
  readonly linkedTraceHeaders: readonly string[] | undefined;
  /** As the invocation that begins to wait for this machine does. */
  readonly holdTimeouts: HoldTimeouts;
  end(outcome: InvocationOutcome): Promise<void>;
  succeed(payload?: unknown): Promise<void>;
};

/** A poller over real queues and a function that the test controls. */
export function runQueuePoller(
  queues: readonly [QueueDefinition, ...QueueDefinition[]],
  changes: Partial<QueueSourceDefinition> = {},
) {
  const [queue] = queues;
  const stage = openTestSqs(queues);
  const invocations = createFakeInvocations<Invocation>(stage.clock);
  const events: QueuePollerEvent[] = [];
  const outcomes: (string | undefined)[] = [];
  const denied = new Set<string>();
  const pollers: QueuePoller[] = [];
  const open = new Set<(outcome: InvocationOutcome) => void>();
  const source: QueueSourceDefinition = {
    logicalName: "Pipeline",
    uuid: "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e",
    queueArn: queue.arn,
    functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:pipeline",
    enabled: true,
    batchSize: 10,
    maximumBatchingWindowMs: 0,
    reportBatchItemFailures: true,
    filterPatterns: [],
    ...changes,
  };
  const start = () => {
    const poller = createQueuePoller({
      sqs: stage.sqs(),
      source,
      queue,
      clock: stage.clock,
      caller: { kind: "role", roleArn: "arn:aws:iam::123456789012:role/pipeline" },
      invoke: (_functionArn, event, options) =>
        new Promise((resolve) => {
          const { Records: records } = event as SQSEvent;
          open.add(resolve);
          const end: Invocation["end"] = async (outcome) => {
            open.delete(resolve);
            resolve(outcome);
            await settle();
          };
          invocations.add({
            records,
            bodies: records.map((record) => record.body),
            caller: options.caller,
            traceHeader: options.traceHeader,
            linkedTraceHeaders: options.linkedTraceHeaders,
            holdTimeouts: options.holdTimeouts ?? (() => () => {}),
            end,
            succeed: (payload = null) => end({ kind: "success", payload, requestId: "r" }),
          });
        }),
      allow: ({ action }) =>
        denied.has(action)
          ? { allowed: false, explanation: "no policy allows it" }
          : { allowed: true },
      report: (event) => events.push(event),
      recordOutcome: (failure) => outcomes.push(failure),
    });
    pollers.push(poller);
    return poller;
  };
  // Before the state is closed, so that no poller outlives it.
  onTestFinished(async () => {
    const stopped = Promise.all(pollers.map((poller) => poller.stop()));
    for (const end of open) end({ kind: "throttled", reason: "the test is over" });
    await stopped;
  });
  return {
    ...stage,
    poller: start(),
    start,
    events,
    outcomes,
    denied,
    next: invocations.next,
    invocationCount: invocations.count,
    advance: invocations.advance,
    async sendAll(bodies: readonly string[]) {
      for (const body of bodies) await stage.send(queue.name, body);
    },
    depth: () => stage.sqs().depths()[queue.name],
  };
}
