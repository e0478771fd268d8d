import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { KinesisStreamEvent, KinesisStreamRecord } from "aws-lambda";
import { onTestFinished } from "vitest";
import { createFakeInvocations } from "../../../../testing/fake-invocations.ts";
import { settle } from "../../../../testing/settle.ts";
import type { InvocationOutcome } from "../../../common/invocation.ts";
import { base64, openTestKinesis, textOf } from "../../../kinesis/testing/open-test-kinesis.ts";
import type { FailureRecord } from "../failure-record.ts";
import { createStreamPoller, type StreamPollerOptions } from "../stream-poller.ts";
import type { StreamPollerEvent } from "../stream-poller-event.ts";

/** One invocation that the test ends. */
export type Invocation = {
  readonly records: readonly KinesisStreamRecord[];
  readonly bodies: readonly string[];
  end(outcome: Partial<InvocationOutcome> & { kind: InvocationOutcome["kind"] }): Promise<void>;
  succeed(payload?: unknown): Promise<void>;
  fail(): Promise<void>;
  /** Reports the records with these bodies as failed. */
  report(...bodies: readonly string[]): Promise<void>;
};

export const destinationArn = "arn:aws:sqs:eu-central-1:123456789012:failures";
export const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:projector";

/** A poller over a real stream and a function that the test controls. */
export function runStreamPoller(
  stream: StreamDefinition,
  changes: Partial<StreamSourceDefinition> = {},
  options: Pick<StreamPollerOptions, "decideDelivery"> = {},
) {
  const stage = openTestKinesis([stream]);
  const events: StreamPollerEvent[] = [];
  const outcomes: (string | undefined)[] = [];
  const denied = new Set<string>();
  const asked: string[] = [];
  const failures: FailureRecord[] = [];
  const invocations = createFakeInvocations<Invocation>(stage.clock);
  let unended = new Set<Invocation>();
  let destination = async (body: string) => void failures.push(JSON.parse(body));

  const start = (more: Partial<StreamSourceDefinition> = {}) =>
    createStreamPoller({
      ...options,
      kinesis: stage.kinesis(),
      source: {
        logicalName: "Projector",
        uuid: "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e",
        streamArn: stream.arn,
        functionArn,
        enabled: true,
        batchSize: 100,
        maximumBatchingWindowMs: 0,
        start: { at: "TRIM_HORIZON" },
        parallelizationFactor: 1,
        bisectBatchOnFunctionError: false,
        reportBatchItemFailures: true,
        filterPatterns: [],
        ...changes,
        ...more,
      },
      caller: { kind: "role", roleArn: "arn:aws:iam::123456789012:role/projector" },
      invoke: (_functionArn, event) =>
        new Promise((resolve) => {
          const { Records: records } = event as KinesisStreamEvent;
          const bodies = records.map((record) => textOf(record.kinesis.data));
          const end: Invocation["end"] = async (outcome) => {
            const defaults = { payload: null, requestId: "request-1", reason: "" };
            resolve({ ...defaults, ...outcome } as InvocationOutcome);
            await settle();
          };
          const succeed: Invocation["succeed"] = (payload = null) =>
            end({ kind: "success", payload });
          const invocation: Invocation = {
            records,
            bodies,
            end,
            succeed,
            fail: () =>
              end({
                kind: "function-error",
                payload: { errorType: "Error", errorMessage: "boom" },
              }),
            report: (...failed) =>
              succeed({
                batchItemFailures: failed.map((body) => ({
                  itemIdentifier: records[bodies.indexOf(body)]?.kinesis.sequenceNumber,
                })),
              }),
          };
          invocations.add(invocation);
          unended.add(invocation);
        }),
      allow(permission) {
        asked.push(`${permission.action} ${permission.resource}`);
        return denied.has(permission.action)
          ? { allowed: false, explanation: "no policy allows it" }
          : { allowed: true };
      },
      sendMessage: (_queueArn, body) => destination(body),
      report: (event) => events.push(event),
      recordOutcome: (failure) => outcomes.push(failure),
    });
  let poller = start();
  onTestFinished(async () => {
    const stopped = poller.stop();
    for (const invocation of unended) await invocation.succeed();
    await stopped;
  });

  return {
    ...stage,
    events,
    outcomes,
    denied,
    asked,
    failures,
    poller: () => poller,
    /** The failure destination throws from now on. */
    breakDestination() {
      destination = async () => {
        throw new Error("no such queue");
      };
    },
    /** As after a crash, perhaps with other settings; running invocations are forgotten. */
    async crashAndStart(more: Partial<StreamSourceDefinition> = {}) {
      const left = poller.stop();
      invocations.forget();
      unended = new Set();
      stage.restart();
      poller = start(more);
      void left;
      await settle();
    },
    async putAll(bodies: readonly string[], keyOf: (body: string) => string = () => "key") {
      const Records = bodies.map((body) => ({ Data: base64(body), PartitionKey: keyOf(body) }));
      await stage.call("PutRecords", { StreamName: stream.name, Records });
      await settle();
    },
    next: invocations.next,
    invocationCount: invocations.count,
    advance: invocations.advance,
  };
}
