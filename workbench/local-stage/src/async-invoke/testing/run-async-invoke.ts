import type { EventInvokeConfigDefinition } from "@stagecraft/plan/resources/lambda/event-invoke-config-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { onTestFinished } from "vitest";
import { createFakeInvocations } from "../../../testing/fake-invocations.ts";
import { settle } from "../../../testing/settle.ts";
import type { Caller } from "../../common/caller.ts";
import type { InvocationOutcome } from "../../common/invocation.ts";
import type { Permission } from "../../common/operation.ts";
import { createSendToQueue } from "../../sqs/send-to-queue.ts";
import { openTestSqs } from "../../sqs/testing/open-test-sqs.ts";
import { queueOf } from "../../sqs/testing/queue-of.ts";
import type { Notice } from "../../stage/report.ts";
import { type AsyncInvoke, createAsyncInvoke } from "../create-async-invoke.ts";

export const functionArnOf = (name: string) =>
  `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

export const scheduler: Caller = {
  kind: "service",
  principal: "scheduler.amazonaws.com",
  sourceArn: "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly",
};

export function functionOf(
  name: string,
  changes: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return {
    logicalName: name,
    name,
    arn: functionArnOf(name),
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    ...changes,
  } as FunctionDefinition;
}

/** One attempt that the test ends. */
export type Attempt = {
  readonly functionArn: string;
  readonly event: unknown;
  readonly requestId: string;
  readonly traceHeader: string | undefined;
  succeed(payload?: unknown): Promise<void>;
  fail(errorMessage?: string): Promise<void>;
  throttle(): Promise<void>;
  stopLoop(): Promise<void>;
  break(): Promise<void>;
};

/**
 * Asynchronous invocation of the functions `import` (configured by `changes`) and `audit`, whose invocations the test
 * controls, with the real queues `dead` and `records`.
 */
export function runAsyncInvoke(
  changes: Partial<EventInvokeConfigDefinition> = {},
  functionChanges: Partial<FunctionDefinition> = {},
) {
  const queues = [queueOf("dead"), queueOf("records")];
  const stage = openTestSqs(queues);
  const attempts = createFakeInvocations<Attempt>(stage.clock);
  const notices: Notice[] = [];
  const asked: (Permission & { readonly caller: Caller })[] = [];
  const denied = new Set<string>();
  const functions = [functionOf("import", functionChanges), functionOf("audit")];
  const configs = functions.map(({ logicalName, arn }) => ({
    logicalName,
    functionArn: arn,
    maximumRetryAttempts: 2,
    maximumEventAgeMs: 21_600_000,
    ...(logicalName === "import" ? changes : {}),
  }));
  const start = () =>
    createAsyncInvoke({
      state: stage.state(),
      clock: stage.clock,
      functions,
      configs,
      accountConcurrency: 1_000,
      reservedOf: (functionName) =>
        functions.find(({ name }) => name === functionName)?.reservedConcurrency,
      invoke: (functionArn, event, { requestId, traceHeader }) =>
        new Promise((resolve, reject) => {
          const end = (outcome: InvocationOutcome) => {
            resolve(outcome);
            return settle();
          };
          attempts.add({
            functionArn,
            event,
            requestId,
            traceHeader,
            succeed: (payload = null) => end({ kind: "success", payload, requestId }),
            fail: (errorMessage = "no") =>
              end({
                kind: "function-error",
                payload: { errorType: "Error", errorMessage },
                requestId,
              }),
            stopLoop: () => end({ kind: "recursive-loop", reason: "16 times" }),
            throttle: () => end({ kind: "throttled", reason: "ConcurrentInvocationLimitExceeded" }),
            break() {
              reject(new Error("no more processes"));
              return settle();
            },
          });
        }),
      sendToQueue: createSendToQueue(stage.sqs().operations, queues),
      authority: {
        authorize(caller, permission) {
          asked.push({ ...permission, caller });
          return denied.has(permission.action)
            ? { allowed: false, message: "no", explanation: "no policy allows it" }
            : { allowed: true };
        },
      },
      report: (notice) => notices.push(notice),
      metrics: stage.metrics.sink,
    });
  let asyncInvoke: AsyncInvoke = start();
  asyncInvoke.start();
  onTestFinished(() => void asyncInvoke.stop());
  return {
    ...stage,
    notices,
    asked,
    denied,
    asyncInvoke: () => asyncInvoke,
    enqueue: (event: unknown, traceHeader?: string) =>
      asyncInvoke.enqueue("import", event, {
        caller: scheduler,
        ...(traceHeader ? { traceHeader } : {}),
      }),
    next: attempts.next,
    attemptCount: attempts.count,
    advance: attempts.advance,
    /** As after a kill: the same state, without the running invocations. */
    kill({ starts = true } = {}) {
      void asyncInvoke.stop();
      attempts.forget();
      stage.restart();
      asyncInvoke = start();
      if (starts) asyncInvoke.start();
    },
  };
}
