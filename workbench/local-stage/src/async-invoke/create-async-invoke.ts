import { randomUUID } from "node:crypto";
import type { EventInvokeConfigDefinition } from "@stagecraft/plan/resources/lambda/event-invoke-config-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { type MetricSink, noMetrics } from "../cloudwatch/metric-sink.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Clock } from "../common/clock.ts";
import type { InvocationOutcome } from "../common/invocation.ts";
import { type DecideDelivery, deliverAtOnce } from "../faults/decide-delivery.ts";
import type { Authority } from "../iam/authority.ts";
import { putLambdaMetric } from "../lambda/put-lambda-metric.ts";
import type { SendToQueue } from "../sqs/send-to-queue.ts";
import type { Notice } from "../stage/report.ts";
import type { State } from "../stage/state.ts";
import type { AsyncEvent } from "./async-event.ts";
import { deliver } from "./deliver.ts";
import type { Enqueue } from "./enqueue.ts";
import { eventPayload } from "./event-payload.ts";
import { openEventStore } from "./event-store.ts";
import type { Ending } from "./invocation-record.ts";
import { type FailedAttempt, nextStep } from "./next-step.ts";

export type AsyncInvokeOptions = {
  readonly state: State;
  readonly clock: Clock;
  readonly functions: readonly FunctionDefinition[];
  /** One for each function. */
  readonly configs: readonly EventInvokeConfigDefinition[];
  /** Lambda's concurrent executions in the account. */
  readonly accountConcurrency: number;
  /** The reserved concurrency of a function, which may change while it runs. */
  readonly reservedOf: (functionName: string) => number | undefined;
  /** Runs a function; IAM was asked when the event was queued. A rejection counts as a system error of Lambda. */
  readonly invoke: (
    functionArn: string,
    event: unknown,
    options: { readonly requestId: string; readonly traceHeader?: string },
  ) => Promise<InvocationOutcome>;
  readonly sendToQueue: SendToQueue;
  readonly authority: Pick<Authority, "authorize">;
  report(notice: Notice): void;
  readonly decideDelivery?: DecideDelivery;
  readonly metrics?: MetricSink;
};

/** Lambda's asynchronous invocation. */
export type AsyncInvoke = {
  readonly enqueue: Enqueue;
  /** Starts to deliver events, first those of an earlier stage. The endpoint must listen by then. */
  start(): void;
  /** True while no event is being delivered. Events that wait for their next attempt have a timer of the clock. */
  idle(): boolean;
  /** Events in the queues, the running ones among them, by function name. */
  waiting(): { readonly [functionName: string]: number };
  /** Delivers no further event; resolves when the running ones have ended. Waiting events are kept for the next start. */
  stop(): Promise<void>;
};

/**
 * A queue of events for each function, in the stage's state. Each event is retried until the function succeeds, the
 * retries are used up or the event is too old; then its record is sent to the function's destination.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export function createAsyncInvoke(options: AsyncInvokeOptions): AsyncInvoke {
  const { state, clock, accountConcurrency, authority, report } = options;
  const { decideDelivery = deliverAtOnce, metrics = noMetrics } = options;
  const store = openEventStore(state.sqlite);
  const functions = new Map<string, FunctionQueue>();
  for (const definition of options.functions) {
    const config = options.configs.find(({ functionArn }) => functionArn === definition.arn);
    if (!config) throw new Error(`${definition.logicalName} has no event invoke configuration`);
    const queue = { definition, config, running: 0, cancelAlarm: () => {} };
    functions.set(definition.arn, queue).set(definition.name, queue);
  }
  const running = new Set<Promise<void>>();
  let phase: "held" | "running" | "stopped" = "held";

  const enqueue: Enqueue = (nameOrArn, event, { caller, traceHeader, ...given }) => {
    const queue = functions.get(nameOrArn);
    if (!queue) {
      throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, {
        status: 404,
      });
    }
    const { arn } = queue.definition;
    const authorization = authority.authorize(caller, {
      action: "lambda:InvokeFunction",
      resource: arn,
    });
    if (!authorization.allowed) return { kind: "denied", reason: authorization.explanation };
    const { requestId = randomUUID() } = given;
    const enqueuedAtMs = clock.nowMs();
    const { delayMs, againAfterMs } = decideDelivery(queue.definition.logicalName);
    const stored = {
      requestId,
      functionArn: arn,
      payload: eventPayload(event),
      traceHeader: traceHeader ?? null,
      enqueuedAtMs,
      dueAtMs: enqueuedAtMs + delayMs,
    };
    store.insert(stored);
    putLambdaMetric(metrics, queue.definition.name, "AsyncEventsReceived", 1);
    if (againAfterMs !== undefined) {
      store.insert({ ...stored, dueAtMs: stored.dueAtMs + againAfterMs });
    }
    // Not at once: the caller may be in the middle of a transaction.
    queueMicrotask(() => startDue(queue));
    return { kind: "queued", requestId };
  };

  /** As Lambda does, takes no more events from a queue than the function's concurrency allows. */
  function startDue(queue: FunctionQueue) {
    queue.cancelAlarm();
    queue.cancelAlarm = () => {};
    if (phase !== "running") return;
    const { arn, name } = queue.definition;
    const places = Math.max(1, options.reservedOf(name) ?? accountConcurrency) - queue.running;
    for (const event of store.due(arn, clock.nowMs(), places)) start(queue, event);
    const nextDueMs = store.nextDueMs(arn);
    if (nextDueMs !== undefined && nextDueMs > clock.nowMs()) {
      queue.cancelAlarm = clock.at(nextDueMs, () => startDue(queue));
    }
  }

  function start(queue: FunctionQueue, event: AsyncEvent) {
    store.markRunning(event.seq);
    queue.running += 1;
    const run = attemptOnce(queue, event).finally(() => {
      queue.running -= 1;
      running.delete(run);
      startDue(queue);
    });
    running.add(run);
  }

  async function attemptOnce(queue: FunctionQueue, event: AsyncEvent): Promise<void> {
    const { definition, config } = queue;
    if (options.reservedOf(definition.name) === 0) {
      return end(queue, event, { condition: "ZeroReservedConcurrency" });
    }
    if (clock.nowMs() >= event.enqueuedAtMs + config.maximumEventAgeMs) {
      return end(queue, event, { condition: "EventAgeExceeded", ...lastResponse(event) });
    }
    const ageMs = clock.nowMs() - event.enqueuedAtMs;
    putLambdaMetric(metrics, definition.name, "AsyncEventAge", ageMs);
    const outcome = await options
      .invoke(definition.arn, JSON.parse(event.payload), {
        requestId: event.requestId,
        ...(event.traceHeader === null ? {} : { traceHeader: event.traceHeader }),
      })
      .catch((error: unknown) => ({ kind: "failed", error }) as const);
    if (outcome.kind === "success") {
      const response = { payload: outcome.payload, functionError: false };
      return end(queue, event, { condition: "Success", response });
    }
    // An event that the end of the stage interrupts has not failed: the next start delivers it again.
    if (phase === "stopped") return;
    if (outcome.kind === "function-error") {
      const lastError = JSON.stringify(outcome.payload);
      const failures = event.failures + 1;
      return afterFailure(queue, { ...event, failures, refusals: 0, lastError }, "function-error");
    }
    if (outcome.kind === "recursive-loop") {
      return end(queue, event, {
        condition: "RetriesExhausted",
        refusal: outcome.reason,
        ...lastResponse(event),
      });
    }
    if (outcome.kind === "denied" || outcome.kind === "failed") reportRefusal(definition, outcome);
    afterFailure(queue, { ...event, refusals: event.refusals + 1 }, "refused");
  }

  function afterFailure(queue: FunctionQueue, event: AsyncEvent, failed: FailedAttempt) {
    const step = nextStep(event, failed, queue.config, clock.nowMs());
    if (step.kind === "retry") return store.postpone({ ...event, dueAtMs: step.dueAtMs });
    end(queue, event, { condition: step.condition, ...lastResponse(event) });
  }

  function end({ definition, config }: FunctionQueue, event: AsyncEvent, ending: Ending) {
    const { sendToQueue } = options;
    if (ending.condition !== "Success") {
      putLambdaMetric(metrics, definition.name, "AsyncEventsDropped", 1);
    }
    state.transaction(() => {
      store.remove(event.seq);
      deliver(event, ending, definition, config, {
        authority,
        sendToQueue,
        enqueue,
        report,
        metrics,
        nowMs: clock.nowMs,
      });
    });
  }

  function reportRefusal(
    { name, logicalName }: FunctionDefinition,
    outcome: { kind: "denied"; reason: string } | { kind: "failed"; error: unknown },
  ) {
    const why = outcome.kind === "denied" ? outcome.reason : String(outcome.error);
    report({
      kind: "failed",
      key: `async ${name} refused ${why}`,
      message: `${logicalName} could not be invoked and is tried again until the event is too old: ${why}`,
    });
  }

  return {
    enqueue,
    start() {
      phase = "running";
      for (const queue of new Set(functions.values())) startDue(queue);
    },
    idle: () => running.size === 0,
    waiting: () =>
      Object.fromEntries(
        store
          .waiting()
          .map(({ functionArn, events }) => [
            functions.get(functionArn)?.definition.name ?? functionArn,
            events,
          ]),
      ),
    async stop() {
      phase = "stopped";
      for (const queue of functions.values()) queue.cancelAlarm();
      await Promise.all(running);
    },
  };
}

type FunctionQueue = {
  readonly definition: FunctionDefinition;
  readonly config: EventInvokeConfigDefinition;
  running: number;
  cancelAlarm: () => void;
};

function lastResponse({ lastError }: AsyncEvent): Pick<Ending, "response"> {
  if (lastError === null) return {};
  return { response: { payload: JSON.parse(lastError) as unknown, functionError: true } };
}
